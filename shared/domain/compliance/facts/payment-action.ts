/** A payment that is about to be taken, promised or allocated. */
import { z } from 'zod';

export const paymentActionSchema = z.strictObject({
  kind: z.literal('payment'),
});
export type PaymentAction = z.output<typeof paymentActionSchema>;
