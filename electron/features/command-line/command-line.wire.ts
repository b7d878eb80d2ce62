/** What passes over the local socket: one line of JSON each way, then it is closed. */
import { z } from 'zod';
import { type ExitCode, exitCodes } from './command.ts';

/** Longest line either side takes, bytes. */
export const longestLine = 16_384;

export const addressSchema = z.object({ address: z.string().min(1), secret: z.string().min(20) });
export const requestSchema = z.object({ secret: z.string().max(100), words: z.array(z.string().max(400)).max(40) });
const isExitCode = (code: number): code is ExitCode => Object.values(exitCodes).some((each) => each === code);
export const answerSchema = z.object({ exit_code: z.int().refine(isExitCode), text: z.string() });
