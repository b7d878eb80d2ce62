/** Real phone pages of the lab's people, each with a voice of its own: the phone that agents have, not a stand-in. */
import { expect } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { eventually } from '../../phones/hear.ts';
import { PhoneBrowser, type PhoneBrowserOptions } from '../../telephony/phone-browser.ts';
import type { PhoneOptions, PhonePage } from '../../telephony/phone-page.ts';
import { type LabUser, passwordOf } from './asterisk-configuration.ts';
import { expectSameRecords, ownRecordsOf } from './call-records.ts';
import { Lab } from './lab.ts';
import { endAllCalls } from './lab-expectations.ts';
import { voiceHz } from './lab-phones.ts';
import { PermitDesk } from './permit-desk.ts';

/** A voice above this is heard; a gap of 35 dB lies between one that is and one that is not. */
const heardDb = -50;
const patienceMs = 20_000;

export class PhoneLab {
  readonly lab: Lab;
  readonly desk: PermitDesk;
  #browser: PhoneBrowser;
  #phones: PhonePage[] = [];

  private constructor(lab: Lab, desk: PermitDesk, browser: PhoneBrowser) {
    this.lab = lab;
    this.desk = desk;
    this.#browser = browser;
  }

  /** Asterisk, a desk that answers its questions about permits, and a browser for the phones. */
  static async start(options: PhoneBrowserOptions = {}): Promise<PhoneLab> {
    const lab = await Lab.prepare([]);
    const desk = await PermitDesk.start();
    await lab.start(desk.url, desk.secret);
    return new PhoneLab(lab, desk, await PhoneBrowser.start(options));
  }

  async stop(): Promise<void> {
    await this.#browser.stop();
    await this.lab.stop();
    await this.desk.stop();
  }

  /** A registered phone. */
  async open(user: LabUser, options: PhoneOptions = {}): Promise<PhonePage> {
    const { sipUrl: url, domain } = this.lab.access;
    const loginOf = (username: string) => ({ username, password: passwordOf(user) });
    const exchange = { url, domain, isPractice: false, loginOf };
    const phone = await this.#browser.open(user, exchange, { voiceHz: voiceHz[user], ...options });
    this.#phones.push(phone);
    await phone.registered(patienceMs);
    return phone;
  }

  /** Asterisk was killed: it wrote down nothing of the calls it had. */
  forgetRecords(): void {
    for (const { events } of this.#phones) events.length = 0;
  }

  /** Ends what a spec left behind; fails it when a page threw, or when a call's record is not what Asterisk wrote down. */
  async tidyUp(): Promise<void> {
    await this.#endCalls();
    for (const phone of this.#phones) {
      for (const { callId } of phone.now.calls) await phone.order({ do: 'dismiss', callId });
      await phone.until('all calls dismissed', () => phone.now.calls.length === 0, patienceMs);
      const faults = phone.faults.splice(0);
      if (faults.length > 0) throw new Error(`The page of ${phone.agent} threw: ${faults.join('; ')}`);
      await this.#compareRecords(phone);
    }
  }

  /** Again until it is done: a call may begin while the others are being ended, as a conference does that nobody is left in. */
  async #endCalls(): Promise<void> {
    await eventually(async () => {
      await endAllCalls(this.lab.asterisk);
      const left = this.#phones.flatMap(({ now }) => now.calls).find(({ state }) => state !== 'ended');
      if (left) throw new Error(`A call of ${left.remoteNumber} is ${left.state}`);
    }, patienceMs);
  }

  async #compareRecords(phone: PhonePage): Promise<void> {
    for (const callId of new Set(phone.events.map((event) => event.callId))) await phone.eventTypesToTheEnd(callId);
    const handedOver = phone.snapshots.flatMap(({ calls }) =>
      calls.filter(({ transfer, mergedInto }) => transfer !== null || mergedInto !== null).map(({ callId }) => callId),
    );
    const own = ownRecordsOf(phone.events.splice(0), new Set(handedOver));
    if (own.length > 0) await expectSameRecords(this.lab.asterisk, own);
  }

  /** Calls an outside number through the gate; resolves when somebody answered. */
  async dialOut(phone: PhonePage, phoneNumber: string, consultationFor: string | null = null): Promise<string> {
    const permit = this.desk.dialPermit({
      agent: phone.agent,
      phoneNumber,
      callId: createId(),
      callerId: '+12125550199',
    });
    const callId = await phone.dial(phoneNumber, permit, consultationFor);
    await phone.state(callId, 'active', patienceMs);
    return callId;
  }
}

/** The call that rings at a phone. */
export const ringing = (phone: PhonePage): Promise<PhoneCall> =>
  phone.until('a call', () => phone.now.calls.find(({ state }) => state === 'incoming'), patienceMs);

export async function answer(phone: PhonePage): Promise<string> {
  const { callId } = await ringing(phone);
  await phone.order({ do: 'answer', callId });
  await phone.state(callId, 'active', patienceMs);
  return callId;
}

/** One colleague calls another, who answers: the call as each has it. */
export async function talk(from: PhonePage, to: PhonePage, consultationFor: string | null = null) {
  const out = await from.dialInternal(to.agent, consultationFor);
  const incoming = await answer(to);
  await from.state(out, 'active', patienceMs);
  return { out, in: incoming };
}

/** This phone's person hears these voices, as frequencies, and none of the others. */
export const expectPageToHearOnly = (
  phone: PhonePage,
  voicesHz: readonly number[],
  othersHz: readonly number[],
  timeoutMs = patienceMs,
): Promise<void> =>
  eventually(async () => {
    const all = [...voicesHz, ...othersHz];
    const levels = await phone.heardLevels(all);
    const heard = all.filter((_hz, index) => (levels[index] ?? -Infinity) > heardDb);
    const calls = phone.now.calls.map(({ kind, state, endReason }) => `${kind} ${endReason ?? state}`).join(', ');
    const measured = levels.map(Math.round).join(' ');
    expect(heard, `${phone.agent} (${calls}): ${measured} dB at ${all.join(' ')} Hz`).toEqual(voicesHz);
  }, timeoutMs);

/** What main was told of a call, in order; the last of it may still be on its way. */
export const expectRecorded = (phone: PhonePage, callId: string, types: readonly string[]): Promise<void> =>
  eventually(() => expect(phone.eventTypes(callId)).toEqual(types));
