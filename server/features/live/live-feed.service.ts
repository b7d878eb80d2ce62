/**
 * The live feed of one server process: one connection that listens, one reader per organisation, many streams.
 *
 * Promise: S11. Each stream gets each event that is for it exactly once and in order, across reconnects of the stream
 * (`Last-Event-ID`), of the listening connection, and with any number of server copies.
 *
 * How: a notice only says that there is something new. What is new is read from the table, after the last sequence read and up
 * to one behind which nothing can slip in any more (see `readSettledSequence`). Joining and reading take turns, so that a new
 * stream starts exactly where its first read ended. A notice that was lost costs time, never an event: the next one, a
 * reconnect or the upkeep reads from the same place.
 */
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { appendLiveEvents, holdLiveEvents, liveChannel } from '../../db/live-events.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { Actor, EventStream } from '../../http/handlers.ts';
import { mayHear } from './audience.policy.ts';
import { readFloor } from './floor.read-model.ts';
import {
  countEventsAfter,
  findOpenSessions,
  isKeptAfter,
  type PublishedEvent,
  readEventsBetween,
  readLastSequence,
} from './live-events.store.ts';
import { findAgents, markOffline, openConnection, setLeases } from './presence.store.ts';
import { readTodayCounts } from './today-counts.read-model.ts';

export type LiveFeedOptions = {
  database: DatabaseDoor;
  clock: Clock;
  /** Told of what could not be done and will be tried again. */
  reportError: (error: unknown) => void;
  /** What another feature lets a stream begin with, after the floor. */
  alsoBeginWith?: (database: TenantDatabase, actor: Actor) => Promise<LiveEvent[]>;
  /** What another feature looks after whenever the leases of an organisation have been. */
  alsoKeep?: (organizationId: string) => Promise<void>;
  heartbeatMs?: number;
  upkeepMs?: number;
  recountMs?: number;
};

const heartbeatMs = 15_000;
const upkeepMs = 3_000;
/** What today has brought is counted at most this often, however many calls change it. */
const recountMs = 500;
/** How long a lease holds without renewal, and how long an agent stays on the floor after the last stream has closed. */
const leaseMs = 12_000;
const graceMs = 10_000;
const batchSize = 500;
const replayBatchSize = 50;
/** Who missed more than this gets the floor afresh. */
const longestReplay = 2_000;
/** A client that lets this much pile up is cut; it may come back and resume. */
const mostQueuedBytes = 1024 * 1024;
/** How long a client may take to read the last of a stream that was ended. */
const longestFlushMs = 30_000;

type Subscriber = {
  connectionId: string;
  actor: Actor;
  stream: EventStream;
  hasLease: boolean;
  /** The last event looked at for this stream. */
  sequence: number;
  /** Nothing may be sent any more. */
  isOver: boolean;
};
type Floor = {
  subscribers: Set<Subscriber>;
  /** The last sequence read for the subscribers. */
  sequence: number;
  /** Joins and reads, one after the other. */
  turn: Promise<void>;
  isReadQueued: boolean;
  /** Runs when what today has brought has changed and is not told yet. */
  recount: NodeJS.Timeout | undefined;
};

export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #floors = new Map<string, Floor>();
  readonly #leaving = new Set<Promise<void>>();
  #closeListener: (() => Promise<void>) | undefined;
  #timers: NodeJS.Timeout[] = [];
  #started: Promise<void> | undefined;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  /** Begins to listen, once; the first stream does it if nobody has. @throws when the database cannot be reached. */
  start(): Promise<void> {
    this.#started ??= this.#listen().catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async #listen(): Promise<void> {
    const { database, reportError } = this.#options;
    this.#closeListener = await database.listen(
      liveChannel,
      (notice) => this.#queueRead(notice.split(' ')[0] ?? ''),
      () => this.#queueReads(),
    );
    const every = (ms: number, run: () => Promise<void>) => {
      this.#timers.push(setInterval(() => void run().catch(reportError), ms).unref());
    };
    every(this.#options.heartbeatMs ?? heartbeatMs, () => this.beat());
    every(this.#options.upkeepMs ?? upkeepMs, () => this.upkeep());
  }

  /** Stops listening and lets the leases of this process end soon; the streams are ended by whoever opened them. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await this.#started?.catch(() => undefined);
    await this.#closeListener?.();
    for (const { recount } of this.#floors.values()) clearTimeout(recount);
    await this.settle();
    for (const [organizationId, { subscribers }] of this.#floors)
      await this.#releaseLeases(organizationId, [...subscribers]).catch(this.#options.reportError);
    this.#floors.clear();
  }

  /** Serves a stream until it closes; returns when it has joined. */
  async serve(actor: Actor, stream: EventStream): Promise<void> {
    const { clock } = this.#options;
    const hasLease = actor.permissions.has('agent-state.write');
    const subscriber: Subscriber = {
      connectionId: createId(clock),
      actor,
      stream,
      hasLease,
      sequence: 0,
      isOver: false,
    };
    const floor = this.#floorOf(actor.organizationId);
    stream.signal.addEventListener('abort', () => this.#leaveLater(floor, subscriber), { once: true });
    await this.start();
    if (hasLease) await this.#takeLease(subscriber);
    await this.#inTurn(floor, () => this.#join(floor, subscriber));
  }

  /** Comments on every stream, and a read, should a notice have been lost. */
  async beat(): Promise<void> {
    for (const { subscribers } of this.#floors.values())
      for (const each of subscribers) if (!each.isOver) each.stream.ping();
    this.#queueReads();
    await this.settle();
  }

  /**
   * Renews leases, finds agents who are gone, ends streams whose session has ended or whose person's role has changed; and
   * reads what a copy published that died before it could say so.
   */
  async upkeep(): Promise<void> {
    this.#queueReads();
    for (const [organizationId, { subscribers }] of this.#floors) {
      if (subscribers.size === 0) continue;
      await this.#keep(organizationId, subscribers).catch(this.#options.reportError);
    }
  }

  async #keep(organizationId: string, subscribers: ReadonlySet<Subscriber>): Promise<void> {
    const at = isoNow(this.#options.clock);
    const hasNews = await this.#options.database.withTenant(organizationId, async (database) => {
      const leased = [...subscribers].filter((each) => each.hasLease).map((each) => each.connectionId);
      await setLeases(database, leased, this.#in(leaseMs));
      const gone = await markOffline(database, at);
      if (gone.length > 0) await this.#publishAgents(database, organizationId, gone);
      const sessions = await findOpenSessions(
        database,
        [...subscribers].map((each) => each.actor.sessionId),
        at,
      );
      for (const each of subscribers) {
        const role = sessions.get(each.actor.sessionId);
        if (each.isOver || role === each.actor.role) continue;
        // Whoever has another role now comes back, and hears what that one may hear.
        if (role === undefined) each.stream.send({ data: { type: 'session-ended' } });
        close(each);
      }
      return gone.length > 0;
    });
    if (hasNews) this.#options.database.announce(organizationId);
    await this.#options.alsoKeep?.(organizationId);
  }

  /** Resolves when everything that is queued now has been read and sent, and whoever has gone has left. */
  async settle(): Promise<void> {
    await Promise.all([...this.#floors.values()].map((floor) => floor.turn));
    await Promise.all(this.#leaving);
  }

  #floorOf(organizationId: string): Floor {
    const known = this.#floors.get(organizationId);
    if (known) return known;
    const floor: Floor = {
      subscribers: new Set(),
      sequence: 0,
      turn: Promise.resolve(),
      isReadQueued: false,
      recount: undefined,
    };
    this.#floors.set(organizationId, floor);
    return floor;
  }

  #inTurn(floor: Floor, run: () => Promise<void>): Promise<void> {
    const turn = floor.turn.then(run);
    floor.turn = turn.catch(this.#options.reportError);
    return turn;
  }

  #queueReads(): void {
    for (const organizationId of this.#floors.keys()) this.#queueRead(organizationId);
  }

  #queueRead(organizationId: string): void {
    const floor = this.#floors.get(organizationId);
    if (!floor || floor.isReadQueued || floor.subscribers.size === 0) return;
    floor.isReadQueued = true;
    // A failed read is reported and left to the next notice or heartbeat: it begins at the same place.
    void this.#inTurn(floor, () => {
      floor.isReadQueued = false;
      return this.#read(organizationId, floor);
    }).catch(() => undefined);
  }

  async #read(organizationId: string, floor: Floor): Promise<void> {
    const { database } = this.#options;
    const settled = await database.readSettledSequence(organizationId);
    while (floor.sequence < settled) {
      const batch = await database.withTenant(organizationId, (transaction) =>
        readEventsBetween(transaction, floor.sequence, settled, batchSize),
      );
      for (const published of batch) {
        for (const subscriber of floor.subscribers) deliver(subscriber, published);
        if (published.type === 'today-changed') this.#recountSoon(organizationId, floor);
        floor.sequence = published.sequence;
      }
      if (batch.length < batchSize) return;
    }
  }

  #recountSoon(organizationId: string, floor: Floor): void {
    floor.recount ??= setTimeout(() => {
      floor.recount = undefined;
      // A failed count is reported; the next change counts again.
      void this.#inTurn(floor, () => this.#tellToday(organizationId, floor)).catch(() => undefined);
    }, this.#options.recountMs ?? recountMs).unref();
  }

  /** The counts have no sequence: they are read anew, and a stream that comes back gets those of then. */
  async #tellToday(organizationId: string, { subscribers }: Floor): Promise<void> {
    for (const { actor, stream, isOver } of subscribers)
      if (!isOver && mayHear(actor, 'holders:compliance.read')) stream.send({ data: { type: 'decisions-changed' } });
    const listeners = [...subscribers].filter(({ actor }) => mayHear(actor, 'floor'));
    if (listeners.length === 0) return;
    const { database, clock } = this.#options;
    const today = await database.withTenant(organizationId, (transaction) => readTodayCounts(transaction, clock));
    for (const each of listeners) if (!each.isOver) each.stream.send({ data: { type: 'today', today } });
  }

  async #join(floor: Floor, subscriber: Subscriber): Promise<void> {
    const { actor, stream } = subscriber;
    if (subscriber.isOver) return;
    const resumeAfter = /^\d{1,15}$/.test(stream.lastEventId ?? '') ? Number(stream.lastEventId) : undefined;
    const settled =
      resumeAfter === undefined ? 0 : await this.#options.database.readSettledSequence(actor.organizationId);
    await this.#options.database.withTenant(actor.organizationId, async (database) => {
      if (resumeAfter !== undefined && (await canResume(database, resumeAfter))) {
        subscriber.sequence = resumeAfter;
        return replay(database, subscriber, settled);
      }
      // While the events are held, none can be published, so that the snapshot and its sequence belong together.
      await holdLiveEvents(database, actor.organizationId);
      subscriber.sequence = await readLastSequence(database);
      const id = String(subscriber.sequence);
      if (actor.permissions.has('floor.read'))
        stream.send({ id, data: await readFloor(database, this.#options.clock) });
      for (const data of (await this.#options.alsoBeginWith?.(database, actor)) ?? []) stream.send({ id, data });
      stream.send({ id, data: { type: 'queue-changed' } });
    });
    if (subscriber.isOver) return;
    if (floor.subscribers.size === 0) floor.sequence = subscriber.sequence;
    floor.subscribers.add(subscriber);
    if (resumeAfter !== undefined) this.#recountSoon(actor.organizationId, floor);
    // What was published since the read above, by a notice that found nobody here.
    this.#queueRead(actor.organizationId);
  }

  #leaveLater(floor: Floor, subscriber: Subscriber): void {
    const leaving = this.#leave(floor, subscriber)
      .catch(this.#options.reportError)
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  async #leave(floor: Floor, subscriber: Subscriber): Promise<void> {
    subscriber.isOver = true;
    // A join that is under way is undone after its turn; a later one does nothing.
    await floor.turn;
    floor.subscribers.delete(subscriber);
    await this.#releaseLeases(subscriber.actor.organizationId, [subscriber]);
  }

  async #takeLease({ connectionId, actor }: Subscriber): Promise<void> {
    const { database, clock } = this.#options;
    const hasNews = await database.withTenant(actor.organizationId, async (transaction) => {
      const cameOnline = await openConnection(transaction, {
        id: connectionId,
        agentId: actor.userId,
        isAgent: actor.role === 'agent',
        at: isoNow(clock),
        expiresAt: this.#in(leaseMs),
      });
      if (cameOnline) await this.#publishAgents(transaction, actor.organizationId, [actor.userId]);
      return cameOnline;
    });
    if (hasNews) database.announce(actor.organizationId);
  }

  async #releaseLeases(organizationId: string, subscribers: readonly Subscriber[]): Promise<void> {
    const ids = subscribers.filter((each) => each.hasLease).map((each) => each.connectionId);
    if (ids.length === 0) return;
    await this.#options.database.withTenant(organizationId, (database) => setLeases(database, ids, this.#in(graceMs)));
  }

  async #publishAgents(database: TenantDatabase, organizationId: string, agentIds: readonly string[]): Promise<void> {
    const at = isoNow(this.#options.clock);
    const agents = await findAgents(database, at, agentIds);
    const events = agents.map((agent) => ({ event: { type: 'agent' as const, agent }, audience: 'floor' as const }));
    await appendLiveEvents(database, organizationId, at, events);
  }

  #in(ms: number): string {
    return new Date(this.#options.clock.now() + ms).toISOString();
  }
}

/** Whether what a stream missed is still kept and not too much. */
async function canResume(database: TenantDatabase, resumeAfter: number): Promise<boolean> {
  if (!(await isKeptAfter(database, resumeAfter))) return false;
  if (resumeAfter > (await readLastSequence(database))) return false;
  return (await countEventsAfter(database, resumeAfter, longestReplay + 1)) <= longestReplay;
}

/**
 * Sends what was missed up to a settled sequence, as far as it fits; a client that missed more reads that, comes back and gets
 * the next piece.
 */
async function replay(database: TenantDatabase, subscriber: Subscriber, settled: number): Promise<void> {
  const { stream } = subscriber;
  for (;;) {
    const batch = await readEventsBetween(database, subscriber.sequence, settled, replayBatchSize);
    for (const published of batch) {
      if (stream.queuedBytes() > mostQueuedBytes) {
        close(subscriber);
        setTimeout(() => stream.cut(), longestFlushMs).unref();
        return;
      }
      deliver(subscriber, published);
    }
    if (batch.length < replayBatchSize || subscriber.isOver) return;
  }
}

function deliver(subscriber: Subscriber, { sequence, audience, type, event }: PublishedEvent): void {
  const { actor, stream } = subscriber;
  if (subscriber.isOver || sequence <= subscriber.sequence) return;
  subscriber.sequence = sequence;
  if (type === 'today-changed' || !mayHear(actor, audience)) return;
  if (stream.queuedBytes() > mostQueuedBytes) {
    subscriber.isOver = true;
    stream.cut();
    return;
  }
  stream.send({ id: String(sequence), data: event });
  if (type === 'session-ended') close(subscriber);
}

function close(subscriber: Subscriber): void {
  subscriber.isOver = true;
  subscriber.stream.end();
}
