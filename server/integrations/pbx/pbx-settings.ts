/** What the environment says of the PBX: what it offers, its queues, and how it is commanded. */
import { z } from 'zod';
import type { PbxServices } from '../../../shared/contracts/telephony/telephony.contract.ts';

export const pbxServiceNames = [
  'conference',
  'park',
  'voicemail',
  'supervise',
  'echo',
  'emergency',
  'record',
  'queues',
] as const;
export type PbxServiceName = (typeof pbxServiceNames)[number];

/** A queue of the PBX: its name there, and what people call it. */
export type PbxQueueSetting = { id: string; label: string };

/** How the PBX is commanded. */
export type PbxControlSetting =
  | { kind: 'asterisk'; host: string; port: number; username: string; secret: string }
  | { kind: 'practice'; url: string };

const managerPort = 5038;

/** `support:Customer support` */
export const pbxQueueSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,40}:.{1,80}$/, 'A queue is `name:Label`, such as `support:Customer support`')
  .transform((text): PbxQueueSetting => {
    const at = text.indexOf(':');
    return { id: text.slice(0, at), label: text.slice(at + 1).trim() };
  });

/** `ami://user:secret@host:port` or `practice://host:port`. What is wrong is said without repeating it. */
export const pbxControlSchema = z.string().transform((text, context): PbxControlSetting => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (!URL.canParse(text)) return refuse('Not an address such as ami://user:secret@host:5038');
  const { protocol, hostname, port, username, password } = new URL(text);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '') return refuse('Names no host');
  if (protocol === 'practice:') {
    if (port === '') return refuse('Names no port');
    return { kind: 'practice', url: `http://${hostname}:${port}` };
  }
  if (protocol !== 'ami:') return refuse('Begins with neither ami:// nor practice://');
  if (username === '' || password === '') return refuse('Names no manager user with its secret');
  const [user, secret] = [percentDecoded(username), percentDecoded(password)];
  if (user === undefined || secret === undefined) return refuse('A `%` in user or secret is written `%25`');
  return { kind: 'asterisk', host, port: port === '' ? managerPort : Number(port), username: user, secret };
});

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The user parts that phones call, as the recipes for each PBX set them up; `null` is what it does not offer. */
export function servicesOf(names: ReadonlySet<PbxServiceName>): PbxServices {
  const offered = (name: PbxServiceName, user: string): string | null => (names.has(name) ? user : null);
  return {
    conference_prefix: offered('conference', 'conference-'),
    park_prefix: offered('park', 'park-'),
    pick_up_prefix: offered('park', 'pick-up-'),
    voicemail: offered('voicemail', 'voicemail'),
    supervise_prefix: offered('supervise', 'supervise-'),
    echo: offered('echo', 'echo'),
    emergency: offered('emergency', '911'),
    can_record: names.has('record'),
    has_queues: names.has('queues'),
  };
}

/** User part that calls a queue. */
export const queueSipUser = (queueId: string): string => `queue-${queueId}`;
