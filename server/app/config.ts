/** The server's settings, read once from the environment. A wrong one stops the start and is named. */
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import {
  pbxControlSchema,
  type PbxControlSetting,
  pbxQueueSchema,
  type PbxQueueSetting,
  type PbxServiceName,
  pbxServiceNames,
} from '../integrations/pbx/pbx-settings.ts';
import type { Sender } from '../http/callers.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
);
const urlList = (schemes: RegExp) => list.pipe(z.array(z.string().regex(schemes, 'Not an address of the right kind')));
const secret = z.string().min(16, 'At least 16 characters');

const sendersSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.issues.push({ code: 'custom', message: 'Not JSON', input: '' });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.strictObject({
        name: z.string().min(1).max(80),
        token: z.string().min(32, 'At least 32 characters'),
        organization_id: z.string().min(1),
        user_id: z.string().min(1),
      }),
    ),
  );

const environmentSchema = z.object({
  PORT: port.default(4600),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DESKLINE_DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(20),
  DESKLINE_DATA_DIR: z.string().min(1).optional(),
  DESKLINE_DEMO: z.enum(['0', '1']).default('0'),
  DESKLINE_ACCESS_KEY: secret.min(32, 'At least 32 characters').optional(),
  DESKLINE_TRUST_PROXY: z.string().min(1).default('loopback'),
  DESKLINE_SIP_URLS: urlList(/^wss?:\/\//).optional(),
  DESKLINE_SIP_DOMAIN: z.string().min(1).default('practice.invalid'),
  DESKLINE_SIP_SECRET: secret.optional(),
  DESKLINE_SIP_ACCOUNTS: z.string().min(1).optional(),
  DESKLINE_PBX_SECRET: secret.optional(),
  DESKLINE_PBX_CONTROL: pbxControlSchema.optional(),
  DESKLINE_PBX_SERVICES: list.pipe(z.array(z.enum(pbxServiceNames, 'Names a service that there is not'))).optional(),
  DESKLINE_PBX_CHECKS_PERMITS: z.enum(['0', '1']).default('0'),
  DESKLINE_PBX_QUEUES: list.pipe(z.array(pbxQueueSchema)).optional(),
  DESKLINE_SENDERS: sendersSchema.optional(),
  DESKLINE_PERMIT_KEY: z.string().min(1).optional(),
  DESKLINE_SEAL_KEY: z.string().min(1).optional(),
  DESKLINE_TURN_URLS: urlList(/^turns?:/).optional(),
  DESKLINE_TURN_SECRET: secret.optional(),
  DESKLINE_METRICS_TOKEN: secret.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  databaseConnections: number;
  /** Absolute; keys and the embedded database live here. */
  dataDirectory: string;
  isDemo: boolean;
  /** Signs access tokens; made and kept in the data directory when not given. Servers of one database share it. */
  accessKey: string | undefined;
  trustProxy: string;
  sip: { urls: string[]; domain: string; secret: string | undefined; accountsFile: string | undefined };
  pbxSecret: string | undefined;
  pbx: {
    /** How the server commands it; `undefined`: it cannot. */
    control: PbxControlSetting | undefined;
    services: ReadonlySet<PbxServiceName>;
    queues: readonly PbxQueueSetting[];
    /** Whether it asks the server about each permit; else it checks signatures by itself. */
    isAsking: boolean;
  };
  /** Who may ask to send messages. */
  senders: readonly Sender[];
  permitKey: string | undefined;
  /** Seals the chains of decisions (private Ed25519 JWK); made and kept in the data directory when not given. */
  sealKey: string | undefined;
  turn: { urls: string[]; secret: string | undefined };
  metricsToken: string | undefined;
  logLevel: string;
};

/**
 * Reads the configuration.
 * @throws Error that names each wrong variable and what is wrong with it, without its value.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  const wrong = parsed.success
    ? findContradictions(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
  if (!parsed.success || wrong.length > 0)
    throw new Error(`The configuration is wrong:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    databaseConnections: values.DESKLINE_DATABASE_CONNECTIONS,
    dataDirectory: path.resolve(values.DESKLINE_DATA_DIR ?? defaultDataDirectory(environment)),
    isDemo: values.DESKLINE_DEMO === '1',
    accessKey: values.DESKLINE_ACCESS_KEY,
    trustProxy: values.DESKLINE_TRUST_PROXY,
    sip: {
      urls: values.DESKLINE_SIP_URLS ?? [],
      domain: values.DESKLINE_SIP_DOMAIN,
      secret: values.DESKLINE_SIP_SECRET,
      accountsFile: values.DESKLINE_SIP_ACCOUNTS,
    },
    pbxSecret: values.DESKLINE_PBX_SECRET,
    pbx: {
      control: values.DESKLINE_PBX_CONTROL,
      services: new Set(values.DESKLINE_PBX_SERVICES ?? []),
      queues: values.DESKLINE_PBX_QUEUES ?? [],
      isAsking: values.DESKLINE_PBX_CHECKS_PERMITS === '0',
    },
    senders: (values.DESKLINE_SENDERS ?? []).map(({ organization_id: organizationId, user_id: userId, ...sender }) => ({
      ...sender,
      organizationId,
      userId,
    })),
    permitKey: values.DESKLINE_PERMIT_KEY,
    sealKey: values.DESKLINE_SEAL_KEY,
    turn: { urls: values.DESKLINE_TURN_URLS ?? [], secret: values.DESKLINE_TURN_SECRET },
    metricsToken: values.DESKLINE_METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
  };
}

/** What cannot be set together, or not without something else. */
function findContradictions(values: z.output<typeof environmentSchema>): string[] {
  const { DESKLINE_PBX_CONTROL: control, DESKLINE_PBX_SERVICES: services = [] } = values;
  const queues = (values.DESKLINE_PBX_QUEUES ?? []).map(({ id }) => id);
  const commanded = services.filter((name) => name === 'record' || name === 'queues');
  const lines: string[] = [];
  if (commanded.length > 0 && control === undefined)
    lines.push(`DESKLINE_PBX_SERVICES: Needs DESKLINE_PBX_CONTROL for ${commanded.join(' and ')}`);
  if (services.includes('queues') !== queues.length > 0)
    lines.push('DESKLINE_PBX_QUEUES: Goes with the service `queues`, neither without the other');
  if (new Set(queues).size < queues.length) lines.push('DESKLINE_PBX_QUEUES: Names a queue more than once');
  const tokens = (values.DESKLINE_SENDERS ?? []).map(({ token }) => token);
  if (new Set(tokens).size < tokens.length) lines.push('DESKLINE_SENDERS: Two senders have the same token');
  if (control?.kind === 'practice' && values.DESKLINE_PBX_SECRET === undefined)
    lines.push('DESKLINE_PBX_CONTROL: A practice line is commanded with DESKLINE_PBX_SECRET, which is not set');
  return lines;
}

/** Where the system keeps a program's data: outside the clone. */
function defaultDataDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const home = os.homedir();
  if (process.platform === 'win32') return path.join(environment['LOCALAPPDATA'] ?? home, 'deskline');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'deskline');
  return path.join(environment['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'deskline');
}
