import { z } from 'zod';
import { type Problem, problemSchema } from './problem.ts';

/** What every call across a process border returns: a value, or the problem that stood in its way. It never throws. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = <T = never>(problem: Problem): Result<T> => ({ ok: false, problem });

/** Schema of a `Result` around the schema of its value. */
export const resultSchema = <S extends z.core.$ZodType>(value: S) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ]);
