/** What must be kept, and what may go. */
import type { RulePack } from '../rule.ts';
import { retention } from '../rules/retention.ts';

export const retentionPack: RulePack = {
  id: 'us-retention',
  version: '2026-11-22',
  title: 'Retention of records under Regulation F',
  jurisdiction: 'US',
  /** Effective date of Regulation F: 2021-11-30. */
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  uncertainties: [
    'F-18: a record of several debts is kept as long as that of the last of them; a record of no known debt is never purged.',
    'F-18: the three years of other records than recordings begin at the later of the last collection activity and the record itself.',
    'F-18: states and creditors may want more than three years; the pack does not know of it, and an organization sets a longer period, which the rule then holds it to.',
    'F-18: a recording that proves an ACH authorization is kept by the longer of Regulation F and the Nacha Operating Rules.',
  ],
  rules: [retention({ years: 3, authorizationYears: 2 })],
};
