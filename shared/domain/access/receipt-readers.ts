/** Who may read the receipt of a decision. */
import type { Permission } from './permissions.ts';

/** Officers read everybody's; an agent those of their own contacts. */
export const mayReadReceipt = (permissions: ReadonlySet<Permission>, isOwn: boolean): boolean =>
  permissions.has('compliance.read') || (isOwn && permissions.has('compliance.read-own'));
