import { type LiveEvent, liveEventSchema } from '../../../../shared/contracts/live/live.contract.ts';

export type ReceivedEvent = { id: string | undefined; event: LiveEvent };

/** A client of the live feed for tests: collects what comes and waits for what must come. */
export class LiveReader {
  readonly received: ReceivedEvent[] = [];
  /** Comment lines, such as heartbeats. */
  readonly comments: string[] = [];
  lastEventId: string | undefined;
  /** Resolves when the server has ended the stream, or it was closed. */
  readonly closed: Promise<void>;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();

  private constructor(response: Response, abort: AbortController, lastEventId: string | undefined) {
    this.#abort = abort;
    this.lastEventId = lastEventId;
    this.closed = this.#read(response);
  }

  /** Opens a stream. `lastEventId` resumes. @throws Error when it is refused. */
  static async open(url: string, token: string, lastEventId?: string): Promise<LiveReader> {
    const abort = new AbortController();
    const headers = new Headers({ authorization: `Bearer ${token}` });
    if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
    const response = await fetch(`${url}/api/live`, { headers, signal: abort.signal });
    if (!response.ok) throw new Error(`The live feed was refused: ${response.status}`);
    return new LiveReader(response, abort, lastEventId);
  }

  /** The first received event that `matches`, now or later. */
  async waitFor(matches: (received: ReceivedEvent) => boolean): Promise<ReceivedEvent> {
    for (;;) {
      const found = this.received.find(matches);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  waitForType(type: LiveEvent['type']): Promise<ReceivedEvent> {
    return this.waitFor(({ event }) => event.type === type);
  }

  /** Goes away without a word, as a lost network does. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.closed;
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = '';
    try {
      for await (const chunk of response.body ?? []) {
        buffer += decoder.decode(chunk, { stream: true });
        for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
          this.#take(buffer.slice(0, end));
          buffer = buffer.slice(end + 2);
        }
      }
    } catch {
      // The connection broke; what came before stays.
    }
  }

  #take(frame: string): void {
    let id: string | undefined;
    for (const line of frame.split('\n')) {
      if (line.startsWith(':')) this.comments.push(line);
      if (line.startsWith('id: ')) id = line.slice(4);
      if (!line.startsWith('data: ')) continue;
      const parsed: unknown = JSON.parse(line.slice(6));
      this.received.push({ id, event: liveEventSchema.parse(parsed) });
      this.lastEventId = id ?? this.lastEventId;
    }
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
