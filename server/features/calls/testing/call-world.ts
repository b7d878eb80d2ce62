/** A server with an agent and consumers to call, for the tests of the gate and the ledger. */
import type { BodyOf } from '../../../../shared/contracts/core/define-endpoint.ts';
import type { reservedPermitEndpoints } from '../../../../shared/contracts/calls/reserved-permits.contract.ts';
import type { callEndpoints, CallEvent, DispositionBody } from '../../../../shared/contracts/calls/calls.contract.ts';
import { type Decision, decisionSchema } from '../../../../shared/contracts/compliance/decision.ts';
import { createId } from '../../../../shared/domain/ids.ts';
import { FixedClock } from '../../../../shared/testing/fixed-clock.ts';
import { json } from '../../../db/json.ts';
import { createTestServer, testPbxSecret, type TestServer, type TestUser } from '../../../testing/test-server.ts';

export const callerId = '+12125550199';
/** Monday noon in New York. */
export const mondayNoon = '2026-11-23T17:00:00Z';
export const dayMs = 86_400_000;

export type TestConsumer = { id: string; accountId: string; debtIds: string[]; phoneNumber: string };
export type ConsumerGiven = {
  phoneNumber?: string;
  region?: string;
  postalCode?: string;
  debts?: { status?: 'open' | 'paid' | 'disputed'; ceasedAt?: string }[];
};
type Started = BodyOf<(typeof callEndpoints)['startCall']>;
type Reservation = BodyOf<(typeof reservedPermitEndpoints)['reserveCalls']>['reservations'][number];
export type StartReply = { status: number; started: Started | undefined; decision: Decision | undefined; code: string };

let lastNumber = 100;
/** A number of New York that no other test of this file uses. */
export const nextNumber = (): string => `+1212555${String((lastNumber += 1)).padStart(4, '0')}`;

export class CallWorld {
  readonly clock: FixedClock;
  readonly server: TestServer;
  readonly agent: TestUser;

  private constructor(server: TestServer, clock: FixedClock, agent: TestUser) {
    this.server = server;
    this.clock = clock;
    this.agent = agent;
  }

  static async open(at = mondayNoon, environment: Record<string, string> = {}): Promise<CallWorld> {
    const clock = new FixedClock(at);
    const server = await createTestServer({ clock, environment });
    return new CallWorld(server, clock, await server.addUser('agent'));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  newId(): string {
    return createId(this.clock);
  }

  async addConsumer(given: ConsumerGiven = {}): Promise<TestConsumer> {
    const consumer = { id: this.newId(), accountId: this.newId(), phoneNumber: given.phoneNumber ?? nextNumber() };
    const debts = (given.debts ?? [{}]).map((debt) => ({ ...debt, id: this.newId() }));
    const since = '2026-01-01T00:00:00Z';
    const { id, accountId } = consumer;
    await this.server.database.withTenant(this.server.organizationId, async (database) => {
      await database
        .insertInto('consumers')
        .values({ id, full_name: `Alex ${id.slice(-6)}` })
        .execute();
      await database
        .insertInto('consumer_phone_numbers')
        .values({
          id: this.newId(),
          consumer_id: id,
          phone_number: consumer.phoneNumber,
          kind: 'mobile',
          valid_from: since,
        })
        .execute();
      const place = { region: given.region ?? 'NY', postal_code: given.postalCode ?? '12207' };
      const address = { id: this.newId(), consumer_id: id, lines: '1 Main St', city: 'Town', ...place };
      await database
        .insertInto('consumer_addresses')
        .values({ ...address, valid_from: since })
        .execute();
      await database
        .insertInto('accounts')
        .values({ id: accountId, consumer_id: id, reference: `R-${id}` })
        .execute();
      for (const debt of debts) {
        await database
          .insertInto('debts')
          .values({
            id: debt.id,
            account_id: accountId,
            consumer_id: id,
            reference: `D-${debt.id}`,
            original_creditor: 'First Bank',
            current_creditor: 'First Bank',
            balance_cents: 10_000,
            principal_cents: 9_000,
            status: debt.status ?? 'open',
            ceased_at: debt.ceasedAt ?? null,
          })
          .execute();
      }
    });
    return { ...consumer, debtIds: debts.map((debt) => debt.id) };
  }

  /** Calls that counted, one a day before now, straight into the ledger. */
  async addAttempts(consumer: Partial<TestConsumer> & { phoneNumber: string }, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const callId = this.newId();
      const placedAt = new Date(this.clock.now() - (index + 1) * 3_600_000).toISOString();
      await this.server.database.withTenant(this.server.organizationId, async (database) => {
        await database
          .insertInto('calls')
          .values({
            id: callId,
            direction: 'outbound',
            agent_id: this.agent.id,
            consumer_id: consumer.id ?? null,
            account_id: consumer.accountId ?? null,
            phone_number: consumer.phoneNumber,
            caller_id: callerId,
            started_at: placedAt,
            ended_at: placedAt,
            connect_class: 'rang-out',
          })
          .execute();
        await database
          .insertInto('contact_ledger')
          .values({
            kind: 'attempt',
            call_id: callId,
            direction: 'outbound',
            consumer_id: consumer.id ?? null,
            phone_number: consumer.phoneNumber,
            debt_ids: null,
            placed_at: placedAt,
            recorded_at: placedAt,
            recorded_by: this.agent.id,
            value: json({ kind: 'attempt' as const }),
          })
          .execute();
      });
    }
  }

  async start(
    contact: { accountId: string | null; phoneNumber: string },
    given: {
      callId?: string;
      agent?: TestUser;
      callerId?: string;
      overrideId?: string;
      reservedCallId?: string;
    } = {},
  ): Promise<StartReply> {
    const body = {
      call_id: given.callId ?? this.newId(),
      phone_number: contact.phoneNumber,
      caller_id: given.callerId ?? callerId,
      account_id: contact.accountId,
      ...(given.overrideId === undefined ? {} : { override_id: given.overrideId }),
      ...(given.reservedCallId === undefined ? {} : { reserved_call_id: given.reservedCallId }),
    };
    const reply = await this.server.call('startCall', { body }, (given.agent ?? this.agent).token);
    if (reply.ok) return { status: reply.status, started: reply.body, decision: reply.body.decision, code: '' };
    const decision = decisionSchema.safeParse(reply.problem.detail).data;
    return { status: reply.status, started: undefined, decision, code: reply.problem.code };
  }

  async preDial(contact: { accountId: string | null; phoneNumber: string }): Promise<Decision> {
    const body = { phone_number: contact.phoneNumber, account_id: contact.accountId };
    const reply = await this.server.call('evaluatePreDial', { body }, this.agent.token);
    if (!reply.ok) throw new Error(reply.problem.code);
    return reply.body;
  }

  /** Lets the organisation's agents reserve calls ahead. */
  async allowReserving(): Promise<void> {
    await this.server.sql('update organizations set reserves_permits = true');
  }

  /** Asks for one reservation; `call_id` may be given. */
  async reserve(
    contact: { accountId: string; phoneNumber: string },
    given: { callId?: string; agent?: TestUser } = {},
  ): Promise<Reservation> {
    const call = {
      call_id: given.callId ?? this.newId(),
      account_id: contact.accountId,
      phone_number: contact.phoneNumber,
      caller_id: callerId,
    };
    const reply = await this.server.call(
      'reserveCalls',
      { body: { calls: [call] } },
      (given.agent ?? this.agent).token,
    );
    const [reservation] = reply.ok ? reply.body.reservations : [];
    if (!reservation) throw new Error(reply.ok ? 'No reservation' : reply.problem.code);
    return reservation;
  }

  /** One that must come to be. */
  async hold(
    contact: { accountId: string; phoneNumber: string },
    given: { callId?: string; agent?: TestUser } = {},
  ): Promise<Extract<Reservation, { outcome: 'reserved' }>> {
    const reservation = await this.reserve(contact, given);
    if (reservation.outcome !== 'reserved') throw new Error(`Not reserved: ${reservation.outcome}`);
    return reservation;
  }

  /** What was released of these. */
  async release(callIds: string[], agent = this.agent): Promise<string[]> {
    const reply = await this.server.call('releaseReservedCalls', { body: { call_ids: callIds } }, agent.token);
    if (!reply.ok) throw new Error(reply.problem.code);
    return reply.body.released;
  }

  /** The PBX asks whether an INVITE may pass. */
  redeem(permit: string, phoneNumber: string, agent = this.agent) {
    return this.server.call(
      'redeemPermit',
      { body: { permit, agent: agent.sipUser, phone_number: phoneNumber } },
      { headers: { authorization: `Bearer ${testPbxSecret}` } },
    );
  }

  event(type: CallEvent['type'], over: Partial<CallEvent> = {}): CallEvent {
    const at = new Date(this.clock.now()).toISOString();
    const nothing = {
      sip_status: null,
      ended_by: null,
      quality: null,
      incident: null,
      summary: null,
      sip_call_id: null,
    };
    return { id: this.newId(), at, type, ...nothing, ...over };
  }

  events(
    callId: string,
    events: CallEvent[],
    given: { incoming?: string | null; key?: string; agent?: TestUser } = {},
  ) {
    const incoming =
      given.incoming === undefined ? {} : { incoming: { phone_number: given.incoming, display_name: null } };
    return this.server.call(
      'recordCallEvents',
      { params: { id: callId }, body: { events, ...incoming } },
      { token: (given.agent ?? this.agent).token, idempotencyKey: given.key ?? this.newId() },
    );
  }

  /** Starts a call that is lawful and gives its id. */
  async place(consumer: TestConsumer): Promise<string> {
    const { started } = await this.start(consumer);
    if (!started) throw new Error('The call was refused');
    return started.call_id;
  }

  dispose(callId: string, code: DispositionBody['code'], given: Partial<DispositionBody> = {}, key = this.newId()) {
    const body = { code, saved_at: new Date(this.clock.now()).toISOString(), base_version: 0, ...given };
    return this.server.call(
      'saveDisposition',
      { params: { id: callId }, body },
      { token: this.agent.token, idempotencyKey: key },
    );
  }

  async audit(action: string): Promise<{ detail: Record<string, unknown>; subject_id: string | null }[]> {
    return this.server.sql<{ detail: Record<string, unknown>; subject_id: string | null }>(
      'select detail, subject_id from audit_log where action = $1 order by id',
      [action],
    );
  }
}
