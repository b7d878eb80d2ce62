/**
 * A registered phone, and an edge that says to it whatever it is given. After each message the phone must show that it still
 * works; whoever seems to call by such a message is a far end that acknowledges and lets go, as any would.
 */
import { isUtf8 } from 'node:buffer';
import { EdgeProxy } from '../edge-proxy.ts';
import type { PhoneBench, PhonePage } from '../phone-page-harness.ts';
import { ackOf, answerTo, isAnswer, isRequest, sipHeader } from '../sip-messages.ts';
import type { PhoneAddress } from './rfc4475.ts';

/** Blocks of the event loop above 50 ms, as the browser itself reports them; printed here, held to a number in the bench. */
const watchLongTasks = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ entryTypes: ['longtask'] });
  // How long the page stands still over each message, however short.
  globalThis.messageMs = [];
  const { addEventListener } = WebSocket.prototype;
  WebSocket.prototype.addEventListener = function (type, listener, ...rest) {
    const timed = (event) => {
      const began = performance.now();
      listener.call(this, event);
      messageMs.push(performance.now() - began);
    };
    return addEventListener.call(this, type, type === 'message' ? timed : listener, ...rest);
  };
`;
let count = 0;

export class TorturedPhone {
  readonly phone: PhonePage;
  readonly edge: EdgeProxy;
  readonly address: PhoneAddress;
  #bench: PhoneBench;
  #tortures = new Set<string>();
  #onAnswer = new Map<string, () => void>();

  private constructor(bench: PhoneBench, phone: PhonePage, edge: EdgeProxy) {
    this.#bench = bench;
    this.phone = phone;
    this.edge = edge;
    const register = edge.passed.find((message) => message.startsWith('REGISTER ')) ?? '';
    // Its address of record, so that a message means the same to a phone that takes the place of this one.
    this.address = {
      contact: `${phone.agent}@${bench.line.domain}`,
      viaHost: /^\S+ ([^;]+)/.exec(sipHeader(register, 'Via'))?.[1] ?? '',
    };
    edge.towardsLine = (message) => this.#answer(message);
  }

  static async open(bench: PhoneBench): Promise<TorturedPhone> {
    const edge = await EdgeProxy.start(bench.line.url, bench.origin);
    const phone = await bench.open('tortured', { serverUrls: [edge.url], initScript: watchLongTasks });
    await phone.registered();
    // Starting up is measured elsewhere.
    await phone.page.evaluate('longTasks.length = 0');
    return new TorturedPhone(bench, phone, edge);
  }

  async close(): Promise<void> {
    await this.phone.close();
    this.edge.stop();
  }

  /** Settles when the phone has dealt with the messages: it answers a question that was asked after them. */
  async deliver(...messages: Buffer[]): Promise<void> {
    for (const bytes of messages) {
      const callId = sipHeader(bytes.toString('latin1'), '(?:Call-ID|i)');
      const isOwnCall = this.edge.passed.some((message) => sipHeader(message, 'Call-ID') === callId);
      if (!isOwnCall) this.#tortures.add(callId);
      this.edge.tellPhone(isUtf8(bytes) ? bytes.toString() : bytes);
    }
    await this.#answersOptions();
  }

  async #answersOptions(): Promise<void> {
    count += 1;
    const callId = `still-there-${count}`;
    let isAnswered = false;
    this.#onAnswer.set(callId, () => {
      isAnswered = true;
    });
    this.edge.tellPhone(
      `OPTIONS sip:${this.address.contact} SIP/2.0\r\nVia: SIP/2.0/WS edge.invalid;branch=z9hG4bK${callId}\r\n` +
        `Max-Forwards: 70\r\nFrom: <sip:edge@edge.invalid>;tag=${callId}\r\nTo: <sip:${this.address.contact}>\r\n` +
        `Call-ID: ${callId}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`,
    );
    await this.phone.until('an answer', () => isAnswered);
    this.#onAnswer.delete(callId);
  }

  /** A good INVITE rings, and stops ringing when it is declined. */
  async rings(): Promise<void> {
    const phoneNumber = `+1212555${String((count += 1)).padStart(4, '0')}`;
    const call = this.#bench.line.ringAgent(this.phone.agent, { phoneNumber }, 'test-tone');
    if (!call) throw new Error('The phone is registered no more.');
    const { callId } = await this.phone.until('the next good INVITE', () =>
      this.phone.now.calls.find(({ remoteNumber, state }) => remoteNumber === phoneNumber && state === 'incoming'),
    );
    await this.phone.order({ do: 'hang-up', callId });
    await this.phone.until('the end at the line', () => call.over.aborted);
  }

  /** Answers or declines whatever rings, and waits until no call is left. */
  async settle(mayAnswer: () => boolean): Promise<void> {
    for (;;) {
      // Once around the page's event loop: what the last message led to is known here.
      await this.phone.page.evaluate('new Promise((resolve) => setTimeout(resolve))');
      const callIds = this.#unended;
      if (callIds.length === 0) return;
      for (const callId of callIds) await this.#end(callId, mayAnswer());
    }
  }

  async #end(callId: string, isAnswered: boolean): Promise<void> {
    const { phone } = this;
    const isOver = (): boolean => !this.#unended.includes(callId);
    if (isAnswered) {
      await phone.order({ do: 'answer', callId });
      await phone.until('answered', () => isOver() || phone.eventTypes(callId).includes('answered'));
    }
    await phone.order({ do: 'hang-up', callId });
    await phone.until('the end of the call', isOver);
  }

  get #unended(): string[] {
    const callIds = new Set(this.phone.events.map(({ callId }) => callId));
    return [...callIds].filter((callId) => !this.phone.eventTypes(callId).includes('ended'));
  }

  /** What is over and was looked at is kept no longer: ten thousand messages are many to look through for each new one. */
  forget(): void {
    this.phone.events = [];
    this.phone.snapshots = this.phone.snapshots.slice(-1);
    this.phone.levels = [];
    this.edge.passed = [];
  }

  /** What is wrong with the phone now; null: nothing. Every call that began has one end. */
  get fault(): string | null {
    const { faults, events } = this.phone;
    if (faults.length > 0) return `it threw: ${faults.join('; ')}`;
    const wrong = [...new Set(events.map(({ callId }) => callId))].filter(
      (callId) => this.phone.eventTypes(callId).filter((type) => type === 'ended').length !== 1,
    );
    return wrong.length > 0
      ? `calls without one end: ${wrong.map((id) => this.phone.eventTypes(id).join()).join(' | ')}`
      : null;
  }

  /** Milliseconds that the event loop stood still at most, if it was more than 50. */
  longestBlockMs(): Promise<number> {
    return this.phone.page.evaluate('Math.max(0, ...longTasks)');
  }

  /** Milliseconds that the page stood still over each message since this was asked last. */
  messageMs(): Promise<number[]> {
    return this.phone.page.evaluate('messageMs.splice(0)');
  }

  #answer(message: string): string[] {
    const callId = sipHeader(message, 'Call-ID');
    const answered = this.#onAnswer.get(callId);
    answered?.();
    if (answered) return [];
    if (!this.#tortures.has(callId)) return [message];
    if (isAnswer(message, '2', 'INVITE')) {
      count += 1;
      this.edge.tellPhone(ackOf(message, this.address.contact, `ack-${count}`));
    } else if (isRequest(message, 'BYE')) this.edge.tellPhone(answerTo(message, '200 OK'));
    return [];
  }
}
