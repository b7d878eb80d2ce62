/** How numbers, money and moments are written for people. Pure; every zone is an IANA name. */
import { AsYouType, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const wholeDollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-US', options);
  formatters.set(key, known);
  return known;
}
const inZone = (zone: string | undefined): Intl.DateTimeFormatOptions => (zone === undefined ? {} : { timeZone: zone });

/** `123456` → `$1,234.56`. */
export const formatMoney = (cents: number): string => dollars.format(cents / 100);
/** `123456` → `$1,235`, for counts where cents are noise. */
export const formatWholeMoney = (cents: number): string => wholeDollars.format(cents / 100);

/** `+12125550100` → `(212) 555-0100`; what is no North American number stays international. */
export function formatPhone(number: string | null): string {
  if (number === null) return 'No number';
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.countryCallingCode === '1' ? parsed.formatNational() : parsed.formatInternational();
}

/** What a person has typed so far, with the spaces and brackets they would expect; emergency numbers stay bare. */
export const formatAsTyped = (text: string): string =>
  /[a-z]/i.test(text) || /^9(11|33)$/.test(text) ? text : new AsYouType('US').input(text.replace(/[^\d+*#]/g, ''));

/** E.164 of what a person typed or pasted (`tel:` links too), or null while it is no possible number. */
export function parseDialled(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text.replace(/^(tel|callto|sip):/i, '').trim(), 'US');
  return parsed?.isPossible() ? parsed.number : null;
}

/** `2:14 PM` in the zone, or in this computer's. */
export const formatTime = (moment: string | number, zone?: string): string =>
  formatter({ hour: 'numeric', minute: '2-digit', ...inZone(zone) }).format(new Date(moment));
/** `2:14:09 PM`. */
export const formatTimeSeconds = (moment: string | number): string =>
  formatter({ hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(new Date(moment));
/** `Nov 23, 2026`. */
export const formatDate = (moment: string | number, zone?: string): string =>
  formatter({ month: 'short', day: 'numeric', year: 'numeric', ...inZone(zone) }).format(new Date(moment));
/** A calendar date of the wire (`2026-11-23`), which belongs to no zone. */
export const formatCalendarDate = (date: string): string => formatDate(`${date}T12:00:00Z`, 'UTC');
/** `Mon, Nov 23`. */
export const formatDay = (moment: string | number, zone?: string): string =>
  formatter({ weekday: 'short', month: 'short', day: 'numeric', ...inZone(zone) }).format(new Date(moment));
/** `Nov 23, 2:14 PM`. */
export const formatDateTime = (moment: string | number, zone?: string): string =>
  formatter({ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', ...inZone(zone) }).format(
    new Date(moment),
  );

/** The zone as people say it at that moment: `EST`, `MST`. */
export function zoneName(zone: string, moment: string | number): string {
  const parts = formatter({ timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date(moment));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

const dayKey = (moment: string | number, zone?: string): string =>
  formatter({ year: 'numeric', month: '2-digit', day: '2-digit', ...inZone(zone) }).format(new Date(moment));

/** `8:00 AM EST`, `tomorrow 8:00 AM EST`, `Thu 8:00 AM EST`, `Thu, Dec 3, 8:00 AM EST`: a coming moment as the zone's people see it. */
export function formatComingMoment(moment: string, zone: string, nowMs: number): string {
  const time = `${formatTime(moment, zone)} ${zoneName(zone, moment)}`;
  const day = dayKey(moment, zone);
  if (day === dayKey(nowMs, zone)) return time;
  if (day === dayKey(nowMs + 86_400_000, zone)) return `tomorrow ${time}`;
  if (Date.parse(moment) - nowMs < 6 * 86_400_000)
    return `${formatter({ weekday: 'short', ...inZone(zone) }).format(new Date(moment))} ${time}`;
  return `${formatDay(moment, zone)}, ${time}`;
}

/** `Today`, `Yesterday`, or the date. */
export function formatDayHeading(moment: string, nowMs: number): string {
  const day = dayKey(moment);
  if (day === dayKey(nowMs)) return 'Today';
  if (day === dayKey(nowMs - 86_400_000)) return 'Yesterday';
  return formatDate(moment);
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** `4:07`, `1:02:33`: how long something has lasted. Never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** `4 s`, `12 min`, `3 h`, `2 d`: an age at a glance. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
