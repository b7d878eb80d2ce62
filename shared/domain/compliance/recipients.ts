/** Who a contact reaches, in the groups the law draws (12 CFR 1006.6(a) and (d)(1), 1006.10). */
import type { ContactAction } from './facts/action.ts';

type Recipient = ContactAction['recipient'];

const consumers: ReadonlySet<Recipient> = new Set([
  'consumer',
  'spouse',
  'parent-of-minor',
  'guardian',
  'personal-representative',
  'successor-in-interest',
]);
/** A co-debtor owes the debt as well, and so is a consumer of it. */
export const isConsumer = (recipient: Recipient): boolean => consumers.has(recipient) || recipient === 'co-debtor';

/** Those with whom a debt may be discussed though they do not owe it; a trustee stands for the estate. */
const professionals: ReadonlySet<Recipient> = new Set(['attorney', 'creditor', 'consumer-reporting-agency', 'trustee']);
export const isProfessional = (recipient: Recipient): boolean => professionals.has(recipient);

/** Everybody else: they may be asked where the consumer is, and told nothing. */
export const isOutsider = (recipient: Recipient): boolean => !isConsumer(recipient) && !isProfessional(recipient);

/** Nothing but the question where somebody is. */
export const asksOnlyForLocation = ({ purposes }: ContactAction): boolean =>
  purposes.length > 0 && purposes.every((purpose) => purpose === 'location-information');
