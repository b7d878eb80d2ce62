/** A phone behind a fault-making edge, and what must be true of each of its calls when it is over, whatever was done to it. */
import type { CallEvent } from '../../shared/contracts/calls/calls.contract.ts';
import type { PracticeCall } from '../../server/practice-line/practice-call.ts';
import { EdgeProxy } from './edge-proxy.ts';
import type { PhoneBench, PhonePage } from './phone-page-harness.ts';

/** A call that is over: how often it ended on record, how, and whether the line connected it. */
export type Outcome = {
  ends: number;
  endedBy: CallEvent['ended_by'];
  sipStatus: CallEvent['sip_status'];
  isAnsweredAtLine: boolean;
};

export class FaultyPhone {
  readonly phone: PhonePage;
  readonly edge: EdgeProxy;
  #bench: PhoneBench;

  private constructor(bench: PhoneBench, phone: PhonePage, edge: EdgeProxy) {
    this.#bench = bench;
    this.phone = phone;
    this.edge = edge;
  }

  /** @param prepare breaks the edge before the phone registers over it */
  static async open(bench: PhoneBench, agent: string, prepare?: (edge: EdgeProxy) => void): Promise<FaultyPhone> {
    const edge = await EdgeProxy.start(bench.line.url, bench.origin);
    prepare?.(edge);
    const phone = await bench.open(agent, { serverUrls: [edge.url] });
    await phone.registered();
    return new FaultyPhone(bench, phone, edge);
  }

  async close(): Promise<void> {
    const { faults } = this.phone;
    await this.phone.close();
    this.edge.stop();
    if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`);
  }

  /** The line's own end of a call that this phone is in. */
  farEnd(): Promise<PracticeCall> {
    const { agent } = this.phone;
    return this.phone.until('the call at the line', () =>
      [...this.#bench.line.calls].find((call) => call.agent === agent),
    );
  }

  async hangUp(callId: string): Promise<void> {
    await this.phone.order({ do: 'hang-up', callId });
  }

  sipCallIdOf(callId: string): string | undefined {
    return this.phone.events.find((event) => event.callId === callId && event.sip_call_id)?.sip_call_id ?? undefined;
  }

  /** What the line has on record of a call that is over; undefined: it never heard of it. */
  atLine(callId: string): PracticeCall | undefined {
    const sipCallId = this.sipCallIdOf(callId);
    return this.#bench.line.endedCalls.find((call) => call.sipCallId === sipCallId);
  }

  /** Settles when the call is on record as over and nothing of it is left in phone, line or microphone. */
  async outcomeOf(callId: string, timeoutMs?: number): Promise<Outcome> {
    const { phone } = this;
    await phone.until('the end on record', () => phone.eventTypes(callId).includes('ended'), timeoutMs);
    await phone.until('no call at the line', () => this.#isGoneFromLine, timeoutMs);
    await phone.until('no call in the phone', () => phone.now.calls.every(({ state }) => state === 'ended'));
    await this.#holdsNothing();
    const ends = phone.events.filter((event) => event.callId === callId && event.type === 'ended');
    return {
      ends: ends.length,
      endedBy: ends[0]?.ended_by ?? null,
      sipStatus: ends[0]?.sip_status ?? null,
      // The line records what it connects.
      isAnsweredAtLine: this.atLine(callId)?.recorder !== undefined,
    };
  }

  get #isGoneFromLine(): boolean {
    return [...this.#bench.line.calls].every(({ agent }) => agent !== this.phone.agent);
  }

  async #holdsNothing(): Promise<void> {
    let held = await this.phone.connections();
    for (let looks = 0; held.open + held.sending > 0; looks += 1) {
      if (looks > 100) throw new Error(`Connections of no call: ${JSON.stringify(held)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      held = await this.phone.connections();
    }
  }
}
