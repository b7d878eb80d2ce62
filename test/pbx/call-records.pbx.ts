/** Call records of phones are those of Asterisk: the measure that other specs use, tried on every way a call can go. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CallEvent, callEventSchema } from '../../shared/contracts/calls/calls.contract.ts';
import { createId } from '../../shared/domain/ids.ts';
import { dial, eventually, expectToEnd, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { type CallRecord, expectSameRecords, ownRecordsOf, pbxRecordOf, seenRecordsOf } from './lab/call-records.ts';
import type { LabUser } from './lab/asterisk-configuration.ts';
import { Lab } from './lab/lab.ts';
import { endAllCalls } from './lab/lab-expectations.ts';
import { openLabPhones } from './lab/lab-phones.ts';
import { PermitDesk } from './lab/permit-desk.ts';

const users: readonly LabUser[] = ['1001', '1002'];

let lab: Lab;
let desk: PermitDesk;
let closePhones: () => Promise<void>;
let first: Phone;
let second: Phone;

beforeAll(async () => {
  lab = await Lab.prepare([]);
  desk = await PermitDesk.start();
  await lab.start(desk.url, desk.secret);
  const opened = await openLabPhones(lab.access, users);
  closePhones = opened.close;
  const [one, two] = opened.phones;
  if (!one || !two) throw new Error('Two phones were asked for.');
  [first, second] = [one, two];
});
afterEach(() => endAllCalls(lab.asterisk));
afterAll(async () => {
  await closePhones();
  await lab.stop();
  await desk.stop();
});

const answer = async (phone: Phone): Promise<void> => {
  await expectToRing(phone);
  await phone.evaluate((inner) => inner.answer());
};
const dialOut = (phoneNumber: string): ReturnType<typeof dial> => {
  const permit = desk.dialPermit({ agent: '1001', phoneNumber, callId: createId(), callerId: '+12125550199' });
  return dial(first, phoneNumber, permit);
};
/** The newest call of a phone as it saw it, once Asterisk is found to have seen the same. */
const sameRecord = async (phone: Phone): Promise<CallRecord | undefined> => {
  await expectToEnd(phone);
  const own = seenRecordsOf(await phone.evaluate((inner) => inner.seenCalls())).slice(-1);
  await expectSameRecords(lab.asterisk, own);
  return own[0];
};

describe('the records of phone and Asterisk agree', () => {
  it('about a call out that the agent ends', async () => {
    await dialOut('+12125550120');
    await sleep(1500);
    await hangUp(first);
    expect(await sameRecord(first)).toMatchObject({ isAnswered: true, endedBy: 'agent' });
    const [row] = lab.asterisk.cdr().filter(({ callId }) => callId !== '');
    expect(row?.sipCallId).toBe(await first.evaluate((inner) => inner.callId()));
  });

  it('about a call out that the far end ends', async () => {
    await dialOut('+12125550105');
    expect(await sameRecord(first)).toMatchObject({ isAnswered: true, endedBy: 'remote' });
  });

  it('about a call that rang a while before the answer', async () => {
    const result = dial(first, '1002');
    await expectToRing(second);
    await sleep(1600);
    await answer(second);
    await result;
    await hangUp(second);
    expect(await sameRecord(first)).toMatchObject({ isAnswered: true, endedBy: 'remote' });
    expect(await sameRecord(second)).toMatchObject({ isAnswered: true, endedBy: 'agent' });
  });

  it.each(['+12125550102', '+12125550103', '+12125550104', '+12125550106'])(
    'about a call to %s, refused',
    async (to) => {
      await dialOut(to);
      expect(await sameRecord(first)).toMatchObject({ isAnswered: false, endedBy: 'remote' });
    },
  );

  it('about early media that became no call', async () => {
    await dialOut('+12125550108');
    expect(await sameRecord(first)).toMatchObject({ isAnswered: false, endedBy: 'remote' });
  });

  it('about a call that the gate refused', async () => {
    await dial(first, '+12125550120');
    expect(await sameRecord(first)).toMatchObject({ isAnswered: false, endedBy: 'remote' });
  });

  it('about a call that the agent gave up', async () => {
    void dialOut('+12125550130');
    await eventually(async () => expect(await first.evaluate((inner) => inner.statuses())).toContain(180));
    await first.evaluate((inner) => inner.cancel());
    expect(await sameRecord(first)).toMatchObject({ isAnswered: false, endedBy: 'agent' });
  });

  it.each([486, 603])('about a call in that the agent refused with %i', async (status) => {
    lab.asterisk.callIn('1001', 'tone');
    await expectToRing(first);
    await first.evaluate((inner, code) => inner.refuse(code), status);
    await expectToEnd(first);
    // A declined call goes to the mailbox; the record is written when the caller has gone.
    await endAllCalls(lab.asterisk);
    expect(await sameRecord(first)).toMatchObject({ isAnswered: false, endedBy: 'agent' });
  });

  it('about a call in that the caller ended', async () => {
    lab.asterisk.callIn('1001', 'brief');
    await answer(first);
    expect(await sameRecord(first)).toMatchObject({ isAnswered: true, endedBy: 'remote' });
  });

  it('about a call out of a queue, after some waiting', async () => {
    lab.asterisk.callIn('queue-support', 'tone');
    await sleep(2500);
    lab.asterisk.cli('queue add member PJSIP/1001 to support');
    await answer(first);
    await sleep(500);
    await hangUp(first);
    expect(await sameRecord(first)).toMatchObject({ isAnswered: true, endedBy: 'agent' });
    lab.asterisk.cli('queue remove member PJSIP/1001 from support');
  });

  it('about a call that was on hold, and that the manager ended', async () => {
    const result = dial(first, '1002');
    await answer(second);
    await result;
    await first.evaluate((inner) => inner.hold(true));
    await sleep(1200);
    lab.asterisk.cli('channel request hangup all');
    expect(await sameRecord(first)).toMatchObject({ isAnswered: true, endedBy: 'remote' });
    expect(await sameRecord(second)).toMatchObject({ isAnswered: true, endedBy: 'remote' });
  });

  it('about the legs of an attended transfer', async () => {
    await dialOut('+12125550120');
    await first.evaluate((inner) => inner.hold(true));
    const consultation = dial(first, '1002');
    await answer(second);
    await consultation;
    await first.evaluate((inner) => inner.joinFarEnds());
    await expectToEnd(first);
    const legs = seenRecordsOf(await first.evaluate((inner) => inner.seenCalls())).slice(-2);
    await expectSameRecords(
      lab.asterisk,
      legs.map((leg) => ({ ...leg, endedBy: null })),
    );
    await sleep(1000);
    await hangUp(second);
    expect(await sameRecord(second)).toMatchObject({ isAnswered: true, endedBy: 'agent' });
  });
});

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 5, 15, 0, seconds)).toISOString();
type GivenEvent = Pick<CallEvent, 'type' | 'at' | 'ended_by' | 'sip_status'>;
const plain = (type: CallEvent['type'], seconds: number): GivenEvent => ({
  type,
  at: at(seconds),
  ended_by: null,
  sip_status: null,
});
const ended = (seconds: number, by: CallEvent['ended_by'], sipStatus: number | null = null): GivenEvent => ({
  type: 'ended',
  at: at(seconds),
  ended_by: by,
  sip_status: sipStatus,
});
const eventsOf = (sipCallId: string, given: readonly GivenEvent[]): (CallEvent & { callId: string })[] =>
  given.map((event) => ({
    ...callEventSchema.parse({ id: createId(), sip_call_id: sipCallId, ...event }),
    callId: sipCallId,
  }));

describe('the comparison', () => {
  it("reads a phone's events, and leaves out who ended what nobody there decided", () => {
    const events = [
      ...eventsOf('talked', [plain('ringing', 0), plain('answered', 3), ended(10, 'remote')]),
      ...eventsOf('given-up', [plain('ringing', 0), ended(4, 'agent', 404)]),
      ...eventsOf('moved', [plain('answered', 0), plain('held', 4), plain('transferred', 5), ended(6, 'agent')]),
      ...eventsOf('lost', [plain('answered', 0), ended(2, 'system')]),
      ...eventsOf('going-on', [plain('answered', 0)]),
    ];
    expect(ownRecordsOf(events, new Set(['moved']))).toEqual([
      { sipCallId: 'talked', isAnswered: true, talkMs: 7000, leastMs: 7000, wentNowhere: false, endedBy: 'remote' },
      { sipCallId: 'given-up', isAnswered: false, talkMs: 0, leastMs: 0, wentNowhere: true, endedBy: 'agent' },
      { sipCallId: 'moved', isAnswered: true, talkMs: 6000, leastMs: 4000, wentNowhere: false, endedBy: null },
      { sipCallId: 'lost', isAnswered: true, talkMs: 2000, leastMs: 2000, wentNowhere: false, endedBy: null },
    ]);
  });

  it('finds a wrong answer, a wrong length and a wrong end', async () => {
    await dialOut('+12125550120');
    await hangUp(first);
    await expectToEnd(first);
    const [own] = seenRecordsOf(await first.evaluate((inner) => inner.seenCalls())).slice(-1);
    if (own === undefined) throw new Error('The phone saw no call.');
    await expectSameRecords(lab.asterisk, [own]);
    expect(pbxRecordOf(lab.asterisk, own.sipCallId)).not.toBeNull();
    await expect(expectSameRecords(lab.asterisk, [{ ...own, isAnswered: false }])).rejects.toThrow(/isAnswered/);
    for (const wrong of [
      { talkMs: own.talkMs + 2100, leastMs: own.talkMs + 2100 },
      { talkMs: own.talkMs - 2100, leastMs: own.talkMs - 4200 },
    ])
      await expect(expectSameRecords(lab.asterisk, [{ ...own, ...wrong }])).rejects.toThrow(/at Asterisk/);
    await expect(expectSameRecords(lab.asterisk, [{ ...own, endedBy: 'remote' }])).rejects.toThrow(/endedBy/);
  });
});
