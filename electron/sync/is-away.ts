import type { Problem } from '../../shared/contracts/core/problem.ts';

/** The server could not answer. What it refuses is an answer. */
export const isAway = ({ code }: Problem): boolean =>
  code === 'network/offline' ||
  code === 'network/contract-mismatch' ||
  code === 'server/unavailable' ||
  code === 'server/internal';
