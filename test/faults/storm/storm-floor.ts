/**
 * What the agents of the dial storm do and see: random dials, random outcomes on the wire. A request whose reply is lost is
 * sent again, as the desktop does, until a copy of the server answers.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Decision, decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { Chance } from '../../compliance/second-reading/chance.ts';
import type { StormCopies } from './storm-copies.ts';
import { callerId, type StormAgent, type StormConsumer } from './storm-world.ts';

/** One dial and the server's answer to it. */
export type Dialled = {
  callId: string;
  agent: StormAgent;
  consumer: StormConsumer;
  phoneNumber: string;
  decision: Decision;
  isPermitted: boolean;
};

const startedSchema = z.object({ call_id: z.string(), decision: decisionSchema });
const refusedSchema = z.object({ code: z.literal('compliance/blocked'), detail: decisionSchema });
const overSchema = z.object({ code: z.literal('calls/already-ended') });
const patience = 200;

export class StormFloor {
  #copies: StormCopies;
  #storedDecisionOf: (callId: string) => Promise<Decision>;
  repeated = 0;

  /** `storedDecisionOf`: what is on file of a call whose answer never arrived. */
  constructor(copies: StormCopies, storedDecisionOf: (callId: string) => Promise<Decision>) {
    this.#copies = copies;
    this.#storedDecisionOf = storedDecisionOf;
  }

  async #send(method: string, path: string, agent: StormAgent, body: unknown, key?: string): Promise<Response> {
    for (let attempt = 0; attempt < patience; attempt += 1) {
      try {
        const response = await fetch(this.#copies.url(Math.random()) + path, {
          method,
          headers: {
            authorization: `Bearer ${agent.token}`,
            'content-type': 'application/json',
            ...(key === undefined ? {} : { 'idempotency-key': key }),
          },
          body: JSON.stringify(body),
        });
        // The body may break off as well.
        const text = await response.text();
        if (response.status < 500) return new Response(text, { status: response.status });
      } catch {
        // The copy was killed, before or after it had done what it was asked.
      }
      this.repeated += 1;
      await sleep(20 + Math.random() * 100);
    }
    throw new Error(`No copy of the server answers ${method} ${path}`);
  }

  async dial(agent: StormAgent, consumer: StormConsumer, chance: Chance): Promise<Dialled> {
    const callId = createId({ now: () => this.#copies.now() });
    const phoneNumber = consumer.phones[chance.whole(0, consumer.phones.length - 1)]?.phoneNumber ?? '';
    const body = { call_id: callId, phone_number: phoneNumber, caller_id: callerId, account_id: consumer.accountId };
    const response = await this.#send('POST', '/api/calls/start', agent, body);
    const reply: unknown = await response.json();
    const seen = { callId, agent, consumer, phoneNumber };
    if (response.status === 201) {
      return { ...seen, decision: startedSchema.parse(reply).decision, isPermitted: true };
    }
    // Asked for again after the end of its permit: nobody will place it, and it counts like any other that got one.
    if (overSchema.safeParse(reply).success)
      return { ...seen, decision: await this.#storedDecisionOf(callId), isPermitted: true };
    const refused = refusedSchema.safeParse(reply);
    if (!refused.success) throw new Error(`POST /api/calls/start: ${response.status} ${JSON.stringify(reply)}`);
    return { ...seen, decision: refused.data.detail, isPermitted: false };
  }

  /** Tells what became of a call; the same request may arrive several times. */
  async tell({ callId, agent }: Dialled, events: readonly { type: string; at: string; sip_status?: number }[]) {
    const clock = { now: () => this.#copies.now() };
    const body = { events: events.map((event) => ({ id: createId(clock), ...event })) };
    await this.#expectOk('POST', `/api/calls/${callId}/events`, agent, body);
  }

  async dispose({ callId, agent }: Dialled, code: string): Promise<void> {
    const body = { code, saved_at: new Date(this.#copies.now()).toISOString(), base_version: 0 };
    await this.#expectOk('PUT', `/api/calls/${callId}/disposition`, agent, body);
  }

  async #expectOk(method: string, path: string, agent: StormAgent, body: unknown): Promise<void> {
    const response = await this.#send(method, path, agent, body, createId({ now: () => this.#copies.now() }));
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}
