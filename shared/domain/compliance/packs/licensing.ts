/** Where the organization may collect at all. It stands apart from the law of a state: the organization's own list decides. */
import type { RulePack } from '../rule.ts';
import { stateLicense } from '../rules/state-license.ts';

export const licensingPack: RulePack = {
  id: 'us-licensing',
  version: '2026-11-26',
  title: 'Licenses of the organization',
  jurisdiction: 'US',
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  uncertainties: [
    'Which states ask for a license, and of whom, is not judged: the list of states in which the organization may collect says so, and creditors are held to it as well.',
    'Where no list is recorded, contact goes on and the finding says that nobody checked.',
    'The state of a current address is taken for where the consumer lives, before any number; a number alone counts for its state.',
    'Licenses of cities (New York City, Buffalo, Yonkers, Chicago) are not recorded.',
  ],
  rules: [stateLicense({})],
};
