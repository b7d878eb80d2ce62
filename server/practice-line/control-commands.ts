/** What the commands of the control address do; see control.schema.ts for what they mean. */
import { isoNow, systemClock } from '../../shared/domain/clock.ts';
import type { PracticeScenarioCode } from '../../shared/domain/telephony/practice-scenarios.ts';
import { type ControlCommand, controlCommands as commands } from './control.schema.ts';
import { describeCall, describeMailbox, describeQueue } from './control-wire.ts';
import { lengthMs } from './pcmu.ts';
import type { PracticeCall } from './practice-call.ts';
import type { IncomingCaller, PracticeLine } from './practice-line.ts';
import { wavOf } from './recorder.ts';
import { loadPrompt } from './sounds.ts';
import type { z } from 'zod';

/** Why a command cannot be done, with the HTTP status that says so. */
export class ControlRefusal extends Error {
  readonly status: 404 | 409;

  constructor(status: 404 | 409, message: string) {
    super(message);
    this.status = status;
  }
}

/** Does one command: a question of any shape in, the answer out. Throws a `ZodError` for what is no such question. */
export type ControlHandler = (question: unknown) => object;
type CallKey = z.output<(typeof commands)['find-call']['question']>['call'];

const on =
  <Question extends z.ZodType, Answer extends z.ZodType>(
    { question }: { question: Question; answer: Answer },
    handle: (asked: z.output<Question>) => z.output<Answer> & object,
  ): ControlHandler =>
  (asked) =>
    handle(question.parse(asked));

/** Handlers throw `ControlRefusal` for what is not there or cannot be done now. */
export function createControlHandlers(line: PracticeLine): Record<ControlCommand, ControlHandler> {
  const { exchange } = line;
  const spoken = loadPrompt('person');
  const findQueue = (id: string) => describeQueue(line, id) ?? refuse(404, `There is no queue ${id}.`);
  const listQueues = () => ({ queues: [...exchange.queues.keys()].map(findQueue) });

  return {
    'list-calls': on(commands['list-calls'], () => ({
      registered_agents: line.registeredAgents,
      calls: [...line.endedCalls, ...line.calls].map(describeCall),
    })),
    'find-call': on(commands['find-call'], ({ call }) => ({ call: describeCall(findLive(line, call)) })),
    'hang-up': on(commands['hang-up'], ({ call: key }) => {
      const call = findLive(line, key);
      call.end();
      return { call: describeCall(call) };
    }),

    'get-recording': on(commands['get-recording'], ({ call }) => ({
      state: findLive(line, call).recorder?.state ?? 'off',
    })),
    'set-recording': on(commands['set-recording'], ({ call, is_paused: isPaused }) => {
      const { recorder } = findLive(line, call);
      if (recorder?.setPaused(isPaused) !== true) return refuse(409, 'This call is not recorded.');
      return { state: recorder.state };
    }),
    'get-recording-audio': on(commands['get-recording-audio'], ({ call }) => {
      const { recorder } = findAny(line, call);
      if (recorder === undefined || recorder.bytes === 0) return refuse(404, 'There is no recording of this call.');
      return { state: recorder.state, wav_base64: recorder.toWav().toString('base64') };
    }),
    'get-message-left': on(commands['get-message-left'], ({ call }) => {
      const message = findAny(line, call).scriptedParty?.message;
      if (message === undefined) return refuse(409, 'The far end of this call takes no messages.');
      return { duration_ms: lengthMs(message), wav_base64: wavOf(message).toString('base64') };
    }),

    'list-queues': on(commands['list-queues'], listQueues),
    'set-queue-membership': on(commands['set-queue-membership'], ({ queue, agent, is_signed_in: isSignedIn }) => {
      exchange.queues.get(queue)?.setMember(agent, isSignedIn);
      return { queue: findQueue(queue) };
    }),
    'pause-agent': on(commands['pause-agent'], ({ agent, is_paused: isPaused, reason }) => {
      exchange.setPaused(agent, isPaused, reason ?? null);
      return listQueues();
    }),

    'list-parked': on(commands['list-parked'], () => ({
      parked: exchange.parkingLot.parked.map(({ place, parkedBy, since }) => ({ place, parked_by: parkedBy, since })),
    })),

    'get-mailbox': on(commands['get-mailbox'], ({ agent }) => ({ mailbox: describeMailbox(exchange, agent) })),
    'leave-message': on(commands['leave-message'], ({ agent, from_number: user }) => {
      const from = { user, displayName: '' };
      const isLeft = exchange.mailboxes.leave(agent, { from, leftAt: isoNow(systemClock), sound: spoken });
      if (!isLeft) return refuse(409, `The mailbox of ${agent} is full.`);
      return { mailbox: describeMailbox(exchange, agent) };
    }),

    'ring-agent': on(commands['ring-agent'], (question) => {
      const { agent, scenario, leaves_message: leavesMessage } = question;
      const call = line.ringAgent(agent, callerOf(question), scenario, { leavesMessage });
      if (call === undefined) return refuse(404, `${agent} is not registered.`);
      return { call: describeCall(call) };
    }),
    'call-queue': on(commands['call-queue'], (question) => {
      const { queue, scenario } = question;
      const described = findQueue(queue);
      if (!line.callQueue(queue, callerOf(question), scenario)) return refuse(409, `The queue ${queue} is full.`);
      return { queue: describeQueue(line, queue) ?? described };
    }),
  };
}

function refuse(status: 404 | 409, message: string): never {
  throw new ControlRefusal(status, message);
}

const isNamed = (call: PracticeCall, key: CallKey): boolean =>
  (Boolean(key.sip_call_id) && call.sipCallId === key.sip_call_id) ||
  (Boolean(key.call_id) && call.permittedCallId === key.call_id);

const findLive = (line: PracticeLine, key: CallKey): PracticeCall =>
  [...line.calls].find((call) => isNamed(call, key)) ?? refuse(404, 'There is no such call.');

const findAny = (line: PracticeLine, key: CallKey): PracticeCall =>
  [...line.calls, ...line.endedCalls].find((call) => isNamed(call, key)) ?? refuse(404, 'There is no such call.');

const callerOf = (question: {
  from_number: string;
  from_name?: string | undefined;
  scenario: PracticeScenarioCode;
}): IncomingCaller => ({
  phoneNumber: question.from_number,
  ...(question.from_name === undefined ? {} : { displayName: question.from_name }),
});
