/** The practice line's settings, parsed once from the environment. */
import { z } from 'zod';
import { desktopOrigins } from './practice-line.ts';

const commaSeparated = z.string().transform((text) => text.split(',').filter((each) => each !== ''));

const environmentSchema = z.object({
  DESKLINE_PRACTICE_PORT: z.coerce.number().int().min(0).max(65_535).default(4610),
  DESKLINE_SIP_SECRET: z.string().min(1),
  DESKLINE_SIP_DOMAIN: z.string().min(1).default('practice.invalid'),
  DESKLINE_SERVER_URL: z.url().default('http://127.0.0.1:4600'),
  DESKLINE_PBX_SECRET: z.string().min(1),
  /** Call queues, `id:label` each, comma separated. The labels are the server's. */
  DESKLINE_PBX_QUEUES: commaSeparated
    .default([])
    .transform((queues) => queues.map((each) => each.split(':', 1)[0] ?? '')),
  /** Web origins that may connect, comma separated; the desktop's own unless given. */
  DESKLINE_PRACTICE_ORIGINS: commaSeparated.default(desktopOrigins),
});

export type PracticeLineConfig = {
  port: number;
  sipSecret: string;
  domain: string;
  serverUrl: string;
  pbxSecret: string;
  origins: readonly string[];
  queues: readonly string[];
};

/** Throws with one line for each setting that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): PracticeLineConfig {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw new Error(`The practice line cannot start.\n${z.prettifyError(parsed.error)}`);
  const settings = parsed.data;
  return {
    port: settings.DESKLINE_PRACTICE_PORT,
    sipSecret: settings.DESKLINE_SIP_SECRET,
    domain: settings.DESKLINE_SIP_DOMAIN,
    serverUrl: settings.DESKLINE_SERVER_URL,
    pbxSecret: settings.DESKLINE_PBX_SECRET,
    origins: settings.DESKLINE_PRACTICE_ORIGINS,
    queues: settings.DESKLINE_PBX_QUEUES,
  };
}
