/** Phone and server in words for the status bar. Pure. */
import type { ServerStatus } from '../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import { formatTime } from '../ui/format.ts';
import type { Tone } from '../ui/StatusPill.tsx';

const stateWords: Readonly<
  Record<PhoneSnapshot['registration']['state'], { text: string; tone: Tone; isBusy: boolean }>
> = {
  registered: { text: 'Phone ready', tone: 'good', isBusy: false },
  connecting: { text: 'Phone connecting', tone: 'warn', isBusy: true },
  reconnecting: { text: 'Phone reconnecting', tone: 'warn', isBusy: true },
  failed: { text: 'Phone not connected', tone: 'stop', isBusy: false },
  'signed-out': { text: 'Phone off', tone: 'neutral', isBusy: false },
};

/** `Phone reconnecting: the network changed, next try in 4 s`. */
export function phoneWords(phone: PhoneSnapshot | null, nowMs: number): { text: string; tone: Tone; isBusy: boolean } {
  if (phone === null) return { text: 'Phone starting', tone: 'neutral', isBusy: true };
  const { state, reason, retryAt } = phone.registration;
  const words = stateWords[state];
  if (state === 'registered') return phone.isPractice ? { ...words, text: 'Phone ready (practice line)' } : words;
  const leftSeconds = retryAt === null ? 0 : Math.ceil((Date.parse(retryAt) - nowMs) / 1000);
  const parts = [reason, leftSeconds > 0 ? `next try in ${leftSeconds} s` : null].filter((part) => part !== null);
  return { ...words, text: parts.length === 0 ? words.text : `${words.text}: ${parts.join(', ')}` };
}

/** `Server online`, `Offline since 2:14 PM`. */
export function serverWords(server: ServerStatus | null): { text: string; tone: Tone } {
  if (server === null || server.state === 'unknown') return { text: 'Server not asked yet', tone: 'neutral' };
  if (server.state === 'online') return { text: 'Server online', tone: 'good' };
  return { text: `Offline since ${formatTime(server.since)}`, tone: 'warn' };
}
