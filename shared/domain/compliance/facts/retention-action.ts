/** Records that are about to be destroyed, or a setting of how long they are kept. */
import { z } from 'zod';

export const retentionActionSchema = z.strictObject({
  kind: z.literal('retention'),
});
export type RetentionAction = z.output<typeof retentionActionSchema>;
