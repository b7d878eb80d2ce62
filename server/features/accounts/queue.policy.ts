/** In which order an agent's work comes, and how the reason for each place reads. */

/** From the most urgent to the least; the number is the rank in the queue. */
export const queueReasons = [
  'callback-due',
  'promise-due',
  'promise-broken',
  'new-account',
  'longest-rest',
  'callback-later',
] as const;
export type QueueReason = (typeof queueReasons)[number];

const dayMs = 24 * 60 * 60 * 1000;
/** A promise is a reason to call from the day before it is due. */
export const promiseReminderMs = 36 * 60 * 60 * 1000;
/** A callback that is not due yet is shown at the end of the queue from a day ahead. */
export const callbackPreviewMs = dayMs;

/** Days between the calendar dates of two moments in a zone; positive when `to` is later. */
function daysBetween(fromMs: number, toMs: number, zone: string): number {
  const dayIn = (atMs: number) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(atMs));
  return Math.round((dayIn(toMs) - dayIn(fromMs)) / dayMs);
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const promiseText = (inDays: number): string => {
  if (inDays <= 0) return 'Promise due today';
  return inDays === 1 ? 'Promise due tomorrow' : `Promise due in ${days(inDays)}`;
};
const restText = (rested: number): string => (rested < 1 ? 'Last contact today' : `Last contact ${days(rested)} ago`);

/** Why an account stands in the queue, as the agent reads it. `zone` is the organisation's; moments are ISO 8601. */
export function queueReasonText(
  reason: QueueReason,
  moments: { dueAt: string | null; lastContactAt: string | null },
  nowMs: number,
  zone: string,
): string {
  const { dueAt, lastContactAt } = moments;
  const texts: Record<QueueReason, () => string> = {
    'callback-due': () => 'Callback due',
    'promise-due': () => promiseText(dueAt === null ? 0 : daysBetween(nowMs, Date.parse(dueAt), zone)),
    'promise-broken': () => 'Promise broken',
    'new-account': () => 'New account',
    'longest-rest': () => restText(lastContactAt === null ? 0 : daysBetween(Date.parse(lastContactAt), nowMs, zone)),
    'callback-later': () => 'Callback later',
  };
  return texts[reason]();
}
