/** Situations to begin with, in the groups they are offered in. */
import type { Situation } from './situation-parts.ts';
import { byChannel, byPlace } from './situations-of-contacts.ts';
import { byBar, byHistory, otherActions } from './situations-of-debts.ts';

const grouped = (group: string, of: readonly Omit<Situation, 'group'>[]): Situation[] =>
  of.map((each) => ({ ...each, group }));

export const situations: readonly Situation[] = [
  ...grouped('How the consumer is reached', byChannel),
  ...grouped('Where the consumer is', byPlace),
  ...grouped('What has happened before', byHistory),
  ...grouped('What bars collection', byBar),
  ...grouped('Payments and records', otherActions),
];
