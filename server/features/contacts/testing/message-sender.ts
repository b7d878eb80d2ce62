/** A sender of messages, as a mail house or a text gateway talks to the server. */
import { type Decision, decisionSchema } from '../../../../shared/contracts/compliance/decision.ts';
import type { MessageEvent, StartedContact } from '../../../../shared/contracts/contacts/contacts.contract.ts';
import type { Contract } from '../../../../shared/contracts/contract.ts';
import type { RequestOf } from '../../../../shared/contracts/core/define-endpoint.ts';
import { testSender } from '../../../testing/test-server.ts';
import type { CallWorld, TestConsumer } from '../../calls/testing/call-world.ts';

type StartBody = RequestOf<Contract['startContact']>['body'];
type ReceivedBody = RequestOf<Contract['recordReceivedMessage']>['body'];
export type SendReply = {
  status: number;
  started: StartedContact | undefined;
  decision: Decision | undefined;
  code: string;
  message: string;
};

export const ownNumber = '+12125550199';
const optOut = { is_conspicuous: true, languages: ['en'], asks_for_more: false, costs_money: false };
const message = {
  template_id: 'reminder-1',
  text: 'This is TR Services, a debt collector. Reply STOP to stop texts to this number.',
  languages: ['en'],
  opt_out: optOut,
};

export class MessageSender {
  readonly world: CallWorld;
  readonly token: string;
  constructor(world: CallWorld, token: string = testSender.token) {
    this.world = world;
    this.token = token;
  }

  text(consumer: TestConsumer, over: Partial<StartBody> = {}): Promise<SendReply> {
    return this.start({ channel: 'sms', account_id: consumer.accountId, address: consumer.phoneNumber, ...over });
  }
  email(consumer: TestConsumer, over: Partial<StartBody> = {}): Promise<SendReply> {
    const address = emailOf(consumer);
    return this.start({ channel: 'email', account_id: consumer.accountId, address, from: null, ...over });
  }
  letter(consumer: TestConsumer, over: Partial<StartBody> = {}): Promise<SendReply> {
    const address = '1 Main St, Town, NY 12207';
    return this.start({ channel: 'letter', account_id: consumer.accountId, address, from: null, ...over });
  }

  async start(given: Partial<StartBody> & Pick<StartBody, 'channel' | 'account_id' | 'address'>): Promise<SendReply> {
    const body = { contact_id: this.world.newId(), purpose: 'collection' as const, from: ownNumber, message, ...given };
    const reply = await this.world.server.call('startContact', { body }, this.token);
    if (reply.ok) {
      const { status, body: started } = reply;
      return { status, started, decision: started.decision, code: '', message: '' };
    }
    const { code, detail, message: words } = reply.problem;
    const decision = decisionSchema.safeParse(detail).data;
    return { status: reply.status, started: undefined, decision, code, message: words };
  }

  /** The consumer wrote to us about the debt: a basis for writing back there. */
  receive(consumer: TestConsumer, over: Partial<ReceivedBody> = {}) {
    const body = {
      contact_id: this.world.newId(),
      channel: 'sms' as const,
      account_id: consumer.accountId,
      address: consumer.phoneNumber,
      received_at: new Date(this.world.clock.now()).toISOString(),
      text: 'What do I still owe you?',
      is_about_debt: true,
      ...over,
    };
    return this.world.server.call('recordReceivedMessage', { body }, this.token);
  }

  events(contactId: string, ...types: MessageEvent['type'][]) {
    const at = new Date(this.world.clock.now()).toISOString();
    const events = types.map((type) => ({ id: this.world.newId(), at, type }));
    return this.world.server.call('recordContactEvents', { params: { id: contactId }, body: { events } }, this.token);
  }

  redeem(permit: string, channel: 'sms' | 'email' | 'letter', address: string) {
    return this.world.server.call('redeemSendPermit', { body: { permit, channel, address } }, this.token);
  }
}

export const emailOf = ({ id }: TestConsumer): string => `alex.${id.slice(-6)}@gmail.com`;

/** What one rule said. */
export const ruling = ({ decision }: { decision: Decision | undefined }, ruleId: string): string | undefined =>
  decision?.findings.find(({ rule_id, mode }) => rule_id === ruleId && mode === 'enforce')?.verdict;
