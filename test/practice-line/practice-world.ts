/** A practice line with real phones: SIP.js and WebRTC in headless Chromium, a tone for each voice. */
import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';
import { issueSipCredentials } from '../../server/features/telephony/sip-credentials.ts';
import {
  type ControlAnswer,
  type ControlCommand,
  controlPath,
  type ControlQuestion,
  parseControlAnswer,
} from '../../server/practice-line/control.schema.ts';
import { createControlRoute } from '../../server/practice-line/control.route.ts';
import type { LineEvent } from '../../server/practice-line/line-events.ts';
import { pacedLegs } from '../../server/practice-line/pacing-clock.ts';
import type { DialRequest, PermitAnswer, SupervisionAnswer } from '../../server/practice-line/permit-redemption.ts';
import type { PracticeCall } from '../../server/practice-line/practice-call.ts';
import { PracticeLine, type PracticeLineOptions } from '../../server/practice-line/practice-line.ts';
import { dial, eventually, expectToRing } from '../phones/hear.ts';
import { openPhones, type Phone, type PhoneBooth } from '../phones/open-phones.ts';

export const sipSecret = 'secret of the test';
export const pbxSecret = 'pbx secret of the test';
/** A number in practice's own exchange, by its last four digits. */
export const numberOf = (lastDigits: string): string => `+1212555${lastDigits}`;
export const permittedCallId = '01963f1e-7a5b-7c3d-9e2f-0123456789ab';

/** Answers as the server would: the permit is the answer. */
const dialAnswers: Record<string, PermitAnswer> = {
  good: { outcome: 'allowed', callId: permittedCallId, callerId: '+13125550199' },
  away: { outcome: 'unavailable', cause: new Error('The server is away.') },
};

export const answerAsServer = ({ permit }: DialRequest): PermitAnswer => dialAnswers[permit] ?? { outcome: 'refused' };

type PhoneSettings = { password?: string; lifetimeSeconds?: number; toneHz?: number; at?: PracticeLine };

export class PracticeWorld {
  readonly line: PracticeLine;
  readonly booth: PhoneBooth;
  readonly events: LineEvent[];

  private constructor(line: PracticeLine, booth: PhoneBooth, events: LineEvent[]) {
    this.line = line;
    this.booth = booth;
    this.events = events;
  }

  static async open(options: Partial<PracticeLineOptions> = {}): Promise<PracticeWorld> {
    const booth = await openPhones();
    const events: LineEvent[] = [];
    const line = await PracticeLine.start({
      sipSecret,
      redeemPermit: (request) => Promise.resolve(answerAsServer(request)),
      redeemSupervision: async ({ permit, agent }): Promise<SupervisionAnswer> => {
        if (permit === 'away') return { outcome: 'unavailable', cause: new Error('The server is away.') };
        if (permit !== 'listen' && permit !== 'whisper' && permit !== 'barge') return { outcome: 'refused' };
        return { outcome: 'allowed', agent, mode: permit };
      },
      origins: [booth.origin],
      onHttpRequest: (started) => createControlRoute(started, pbxSecret),
      onEvent: (event) => events.push(event),
      ...options,
    });
    return new PracticeWorld(line, booth, events);
  }

  async openPhone(
    user: string,
    { at = this.line, password, lifetimeSeconds = 600, toneHz = 440 }: PhoneSettings = {},
  ): Promise<{ page: Page; phone: Phone }> {
    const credentials = issueSipCredentials(sipSecret, user, Date.now() / 1000 + lifetimeSeconds);
    const login = password === undefined ? credentials : { ...credentials, password };
    return this.booth.open({ serverUrl: at.url, user, domain: at.domain, toneHz, ...login });
  }

  /** A phone that is registered. */
  async phoneOf(user: string, toneHz: number): Promise<Phone> {
    const { phone } = await this.openPhone(user, { toneHz });
    assert.equal(await phone.evaluate((inner) => inner.register()), 200);
    return phone;
  }

  /** Asks the control address; settles with the answer, or with the status of the refusal. */
  async ask<Command extends ControlCommand>(
    command: Command,
    question: ControlQuestion<Command>,
  ): Promise<{ status: number; answer: ControlAnswer<Command> | undefined }> {
    const response = await fetch(new URL(controlPath(command), this.line.url.replace('ws', 'http')), {
      method: 'POST',
      headers: { authorization: `Bearer ${pbxSecret}` },
      body: JSON.stringify(question),
    });
    const body: unknown = await response.json();
    if (response.status !== 200) return { status: response.status, answer: undefined };
    return { status: 200, answer: parseControlAnswer(command, body) };
  }

  /** The call between the line and this agent that began last. */
  callOf(agent: string): PracticeCall {
    const call = [...this.line.calls].findLast((each) => each.agent === agent);
    if (call === undefined) throw new Error(`${agent} is in no call.`);
    return call;
  }

  /** Ends what a test left open, and sees that nothing stays behind and nothing went wrong. */
  async settle(): Promise<void> {
    for (const call of this.line.calls) call.end();
    for (const { who } of this.line.exchange.parkingLot.parked) who.end();
    for (const queue of this.line.exchange.queues.values()) for (const { who } of queue.waiting) who.end();
    await eventually(() => assert.deepEqual([this.line.calls.size, pacedLegs()], [0, 0]));
    assert.deepEqual(
      this.events.splice(0).filter((event) => event.type === 'fault'),
      [],
    );
  }

  async close(): Promise<void> {
    await this.booth.close();
    await this.line.stop();
    assert.deepEqual([this.line.calls.size, pacedLegs(), this.line.registeredAgents], [0, 0, []]);
  }
}

/** Calls a practice number, with a permit. */
export const dialNumber = (phone: Phone, lastDigits: string): ReturnType<typeof dial> =>
  dial(phone, numberOf(lastDigits), 'good');

/** Picks up the call that rings at a phone. */
export async function answer(phone: Phone): Promise<void> {
  await expectToRing(phone);
  await phone.evaluate((inner) => inner.answer());
}
