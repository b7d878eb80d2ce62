/**
 * Holds a phone's own records of its calls against what Asterisk wrote down: answered or not, for how long, and who hung
 * up. For specs: `await expectSameRecords(lab.asterisk, ownRecordsOf(phone.events))`, once all calls are over.
 *
 * A call detail record is about whoever called, from the moment the PBX answered them: for a call out of a queue it counts
 * the waiting. So the phone's own leg is what is compared, which Asterisk keeps as events (CEL), and the call detail record
 * of that leg must agree about the answer and the end.
 */
import { expect } from 'vitest';
import { eventually } from '../../phones/hear.ts';
import type { SeenCall } from '../../phones/phone-line.ts';
import type { CallEvent } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Asterisk } from './asterisk.ts';
import type { LegRow } from './call-detail.ts';

/** How far the two may be apart. */
const toleranceMs = 1000;

export type CallRecord = {
  sipCallId: string;
  isAnswered: boolean;
  /** From answer to end; 0 when it was not answered. */
  talkMs: number;
  /**
   * The least it may have been at Asterisk: less than `talkMs` only for a call that the phone asked to hand over. Asterisk's
   * leg ends when it takes the far end away, the phone's with the outcome (NOTIFY), on hold meanwhile.
   */
  leastMs: number;
  /** Refused as nobody's number, for which Asterisk makes no channel and so writes nothing down. */
  wentNowhere: boolean;
  /** Null: not compared. Who ends the leg of a call that was transferred away is a race without a meaning. */
  endedBy: 'agent' | 'remote' | null;
};

/**
 * The records in a phone's events, as it sends them to the server; a call that is not over has none. `handedOver`: calls
 * that the phone asked to transfer or to merge.
 */
export function ownRecordsOf(
  events: readonly (CallEvent & { callId: string })[],
  handedOver: ReadonlySet<string> = new Set(),
): CallRecord[] {
  const calls = Map.groupBy(events, ({ callId }) => callId);
  return [...calls].flatMap(([callId, ofCall]) => {
    const moment = (type: CallEvent['type']): number | undefined => {
      const event = ofCall.findLast((each) => each.type === type);
      return event && Date.parse(event.at);
    };
    const [answered, ended] = [moment('answered'), moment('ended')];
    const sipCallId = ofCall.find((event) => event.sip_call_id !== null)?.sip_call_id;
    if (ended === undefined || sipCallId === undefined || sipCallId === null) return [];
    const wasMoved = ofCall.some(({ type }) => type === 'transferred' || type === 'merged');
    const end = ofCall.find(({ type }) => type === 'ended');
    const endedBy = end?.ended_by ?? null;
    const talkMs = answered === undefined ? 0 : ended - answered;
    const handedOverAt = handedOver.has(callId) ? moment('held') : undefined;
    return {
      sipCallId,
      isAnswered: answered !== undefined,
      talkMs,
      leastMs: answered === undefined || handedOverAt === undefined ? talkMs : handedOverAt - answered,
      wentNowhere: end?.sip_status === 404,
      // `system`: the phone lost the PBX, which then saw something else end the call.
      endedBy: wasMoved || endedBy === 'system' ? null : endedBy,
    };
  });
}

const exactly = (talkMs: number) => ({ talkMs, leastMs: talkMs });

/** The same of what a test phone saw. */
export function seenRecordsOf(calls: readonly SeenCall[]): CallRecord[] {
  return calls.map(({ sipCallId, answeredAt, endedAt, endedBy }) => ({
    sipCallId,
    isAnswered: answeredAt !== null,
    ...exactly(answeredAt === null || endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(answeredAt)),
    wentNowhere: false,
    endedBy,
  }));
}

/** Who hung up a leg; null: Asterisk does not say. Of a leg that refused at once it may name only its dialplan. */
function whoEnded({ answer, hangUpSource }: LegRow, channel: string | null): CallRecord['endedBy'] {
  if (hangUpSource === channel) return 'agent';
  return answer === null && hangUpSource.startsWith('dialplan/') ? null : 'remote';
}

/** What Asterisk wrote down about the leg with this SIP Call-ID; null while it has not written all of it. */
export function pbxRecordOf(asterisk: Asterisk, sipCallId: string): (CallRecord & { hangUpSource: string }) | null {
  const channel = asterisk.channelOf(sipCallId);
  const leg = asterisk.legs().find((each) => each.channel === channel);
  const details = asterisk.cdr().filter((row) => row.channel === channel || row.dstChannel === channel);
  if (leg === undefined || leg.end === null || details.length === 0) return null;
  const isAnswered = leg.answer !== null;
  const detailsOfCaller = details.filter((row) => row.channel === channel);
  // Whoever called has a record of their own; it was answered when the leg was.
  for (const row of detailsOfCaller.slice(0, 1))
    expect(row.disposition === 'ANSWERED', `the record says ${row.disposition}`).toBe(isAnswered);
  if (isAnswered) {
    // The leg is up as long as the last of its records says.
    const apartMs = Math.abs(Math.max(...details.map((row) => row.end)) - leg.end) * 1000;
    expect(apartMs, `the records of ${channel} end apart from it`).toBeLessThan(toleranceMs);
  }
  return {
    sipCallId,
    isAnswered,
    ...exactly(leg.answer === null ? 0 : Math.round((leg.end - leg.answer) * 1000)),
    wentNowhere: false,
    endedBy: whoEnded(leg, channel),
    hangUpSource: leg.hangUpSource,
  };
}

/** Every one of these calls is at Asterisk what it is at the phone. */
export async function expectSameRecords(asterisk: Asterisk, own: readonly CallRecord[]): Promise<void> {
  expect(own.length, 'calls to compare').toBeGreaterThan(0);
  for (const record of own) {
    if (record.wentNowhere && asterisk.channelOf(record.sipCallId) === null) continue;
    const pbx = await eventually(() => {
      const found = pbxRecordOf(asterisk, record.sipCallId);
      expect(found, `Asterisk has no record of ${record.sipCallId}`).not.toBeNull();
      return found;
    });
    const talkMs = pbx?.talkMs ?? 0;
    const apartMs = Math.max(record.leastMs - talkMs, talkMs - record.talkMs);
    const here = record.leastMs === record.talkMs ? record.talkMs : `${record.leastMs} to ${record.talkMs}`;
    expect(apartMs, `${here} ms here, ${talkMs} ms at Asterisk`).toBeLessThanOrEqual(toleranceMs);
    expect(
      { isAnswered: pbx?.isAnswered, endedBy: record.endedBy && pbx?.endedBy },
      `the call ${record.sipCallId}, hung up at Asterisk by ${pbx?.hangUpSource}`,
    ).toEqual({
      isAnswered: record.isAnswered,
      endedBy: pbx?.endedBy && record.endedBy,
    });
  }
}
