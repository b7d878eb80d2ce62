/** Disputes as specs have them: an agent who takes them in, an officer who takes their steps, and a world to call in. */
import type {
  DisputeDetail,
  DisputeRow,
  DisputeStepBody,
  FileDispute,
} from '../../../../shared/contracts/disputes/disputes.contract.ts';
import type { TestUser } from '../../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../../calls/testing/call-world.ts';

export class DisputeDesk {
  readonly world: CallWorld;
  readonly officer: TestUser;

  private constructor(world: CallWorld, officer: TestUser) {
    this.world = world;
    this.officer = officer;
  }

  static async open(): Promise<DisputeDesk> {
    const world = await CallWorld.open();
    return new DisputeDesk(world, await world.server.addUser('compliance'));
  }
  close(): Promise<void> {
    return this.world.close();
  }

  /** ISO; so long after now. */
  at(offsetMs = 0): string {
    return new Date(this.world.clock.now() + offsetMs).toISOString();
  }

  /** A letter of now about the first debt, unless told otherwise. */
  bodyFor(consumer: TestConsumer, more: Partial<FileDispute> = {}): FileDispute {
    return {
      id: this.world.newId(),
      debt_id: consumer.debtIds[0] ?? '',
      form: 'written',
      channel: 'letter',
      category: 'not-mine',
      statement: 'This is not my debt.',
      received_at: this.at(),
      ...more,
    };
  }

  fileAs(user: TestUser, body: FileDispute) {
    return this.world.server.call('fileDispute', { body }, { token: user.token, idempotencyKey: this.world.newId() });
  }

  /** Taken in by the agent. */
  async file(consumer: TestConsumer, more: Partial<FileDispute> = {}): Promise<DisputeRow> {
    const reply = await this.fileAs(this.world.agent, this.bodyFor(consumer, more));
    if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
    return reply.body;
  }

  async read(id: string): Promise<DisputeDetail> {
    const reply = await this.world.server.call('getDispute', { params: { id } }, this.officer.token);
    if (!reply.ok) throw new Error(reply.problem.code);
    return reply.body;
  }

  take({ id }: { id: string }, body: DisputeStepBody, user = this.officer) {
    return this.world.server.call('changeDispute', { params: { id }, body }, user.token);
  }

  /** Row F-14 #1 of the rule book, in October: a notice of Monday the 5th, whose period ends with Thursday, November 12 (Columbus Day). */
  async provideNotice({ accountId, debtIds }: TestConsumer): Promise<void> {
    const told = {
      kind: 'validation-provided' as const,
      value: { provided_on: '2026-10-05', medium: 'letter' as const },
    };
    const body = { told, debt_id: debtIds[0] ?? '', received_at: this.at(), received_by: 'letter' as const };
    const by = { token: this.officer.token, idempotencyKey: this.world.newId() };
    const reply = await this.world.server.call('recordConsumerFact', { params: { id: accountId }, body }, by);
    if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
  }
}
