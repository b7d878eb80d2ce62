/** Rules of Regulation F about what is said and sent: F-13 to F-15. */
import type { Rule } from '../rule.ts';
import { disclosures } from '../rules/disclosures.ts';
import { validationNotice } from '../rules/validation-notice.ts';
import { writtenDispute } from '../rules/written-dispute.ts';

const statedLocationMs = 24 * 3_600_000;

export const noticeRules: readonly Rule[] = [
  validationNotice({ sendWithinDays: 5, statedLocationMs }),
  writtenDispute({ statedLocationMs }),
  disclosures({}),
];

/** What is uncertain about them, and which reading was taken. */
export const noticeUncertainties: readonly string[] = [
  'F-13: whether an attorney, who is no consumer, is owed the notice is not settled; it is not asked for.',
  'F-13: the Spanish words are ours; other languages are asked for by name, and in a call only when somebody says it is held in them.',
  'F-14: 5 USC 6103(a) lists holidays by their dates; days kept instead of them are left out as well, which gives the consumer more time.',
  'F-14: what may go out after the five days without a notice is not said; nothing but the notice does, as policy.',
  'F-14: where no first communication is on file, an earlier one that nobody recorded cannot be told from none; the call is allowed.',
  'F-15: a dispute received before any notice stands is taken to be within the period.',
  'F-15: calls about the part of a debt that is not disputed, and after a spoken dispute, wait for a person, as policy.',
];
