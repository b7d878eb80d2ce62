/** Where a page of a list ended, as the wire carries it: the moment and id of its last row. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';

export type ListPlace = { at: string; id: string };

export const cursorOf = ({ at, id }: ListPlace): string => `${at}~${id}`;

/** @throws ProblemError `request/invalid` for a cursor that no page gave */
export function placeOf(cursor: string): ListPlace {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([\w-]+)$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)))
    throw new ProblemError('request/invalid', {
      issues: [{ path: 'query.cursor', message: 'Not a place in this list' }],
    });
  return { at, id };
}
