/** Reads what Asterisk wrote down about calls: its call detail records, and the events of each leg (CEL). */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const seconds = z.string().transform((text) => (text === '' ? null : Number(text)));
const cdrColumns = z.tuple([
  z.string().transform(Number),
  seconds,
  z.string().transform(Number),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
]);

/** One call detail record: `channel` called `dstChannel`. */
export type CdrRow = {
  /** Seconds since 1970 with fractions. */
  start: number;
  /** Null: it was not answered. */
  answer: number | null;
  end: number;
  disposition: string;
  src: string;
  dst: string;
  channel: string;
  dstChannel: string;
  /** Empty where the call did not pass the gate. */
  callId: string;
  /** SIP Call-ID of the leg `channel`, of calls that passed the gate; else empty. */
  sipCallId: string;
  uniqueId: string;
  linkedId: string;
};

/** What became of one leg, whoever called whom. */
export type LegRow = {
  channel: string;
  /** Seconds since 1970 with fractions. */
  start: number;
  answer: number | null;
  end: number | null;
  /** The channel whose end hung up; `dialplan/builtin` and such when nobody's did. Empty while the leg is up. */
  hangUpSource: string;
};

const hangUpSchema = z.object({ hangupsource: z.string() });

/** Fields of a line of quoted values. */
export function parseCsvLine(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field = '']) => field.replaceAll('""', '"'));
}

const linesOf = (file: string): string[][] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(parseCsvLine) : [];

/** All records so far, oldest first; `log` is Asterisk's log folder. */
export function readCdr(log: string): CdrRow[] {
  return linesOf(path.join(log, 'cdr-custom/deskline.csv')).map((fields) => {
    const [start, answer, end, disposition, src, dst, channel, dstChannel, callId, sipCallId, uniqueId, linkedId] =
      cdrColumns.parse(fields);
    // An unanswered call has the time 0.
    const answered = answer === 0 ? null : answer;
    return {
      start,
      answer: answered,
      end,
      disposition,
      src,
      dst,
      channel,
      dstChannel,
      callId,
      sipCallId,
      uniqueId,
      linkedId,
    };
  });
}

/** All legs so far, oldest first. */
export function readLegs(log: string): LegRow[] {
  const legs = new Map<string, LegRow>();
  for (const [type, time, channel, extra] of linesOf(path.join(log, 'cel-custom/legs.csv'))) {
    if (channel === undefined || channel === '') continue;
    const at = Number(time);
    const leg = legs.get(channel);
    if (type === 'CHAN_START') legs.set(channel, { channel, start: at, answer: null, end: null, hangUpSource: '' });
    else if (type === 'ANSWER' && leg) leg.answer ??= at;
    else if (type === 'HANGUP' && leg) {
      leg.end = at;
      leg.hangUpSource = hangUpSchema.parse(JSON.parse(extra ?? '')).hangupsource;
    }
  }
  return [...legs.values()];
}
