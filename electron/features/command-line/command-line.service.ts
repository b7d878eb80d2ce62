/**
 * Does what a command asks, in the Deskline that runs, and says what came of it. Nothing here may do what a window may not:
 * calls go through the same gate, and a number that the law does not allow is shown with its reasons and not dialed.
 */
import { type Decision, decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Me } from '../../../shared/contracts/auth/auth.contract.ts';
import type { OutboxStatus, ServerStatus, Settings } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCommand } from '../../../shared/ipc/phone-snapshot.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { ActionsService } from '../actions/index.ts';
import type { CallsService, InternalCallsService, RecordingService } from '../calls/index.ts';
import type { EmergencyNumber, EmergencyService } from '../emergency/index.ts';
import type { AgentStateService } from '../live/index.ts';
import { currentCallOf, isLive, isTalking, type PhoneService } from '../phone/index.ts';
import type { DirectoryService } from '../telephony/index.ts';
import { type Command, type ExitCode, exitCodes } from './command.ts';
import { type CommandLineStatus, statusWords } from './status.ts';

/** What a command came to. `text` has no line end. */
export type Answer = { exitCode: ExitCode; text: string };

export type CommandLineService = {
  run: (command: Command) => Promise<Answer>;
  status: () => CommandLineStatus;
};

type CommandLineDependencies = {
  version: string;
  api: ApiClient;
  me: () => Me | null;
  phone: Pick<PhoneService, 'snapshot'>;
  actions: ActionsService;
  calls: Pick<CallsService, 'dial'>;
  internalCalls: Pick<InternalCallsService, 'transfer'>;
  emergency: Pick<EmergencyService, 'dial'>;
  directory: Pick<DirectoryService, 'find'>;
  recording: Pick<RecordingService, 'known'>;
  agentState: Pick<AgentStateService, 'current'>;
  settings: () => Settings;
  serverStatus: () => ServerStatus;
  outboxStatus: () => OutboxStatus;
  /** Puts a number into the dial pad of the agent's window. */
  showNumber: (phoneNumber: string) => void;
  showWindow: () => void;
  clock: { now: () => number };
};

/** A transfer is answered by the far end's NOTIFY; after this it is told as not confirmed. */
const transferWithinMs = 15_000;

const done = (text: string): Answer => ({ exitCode: exitCodes.done, text });
const refused = (text: string): Answer => ({ exitCode: exitCodes.refused, text });
const isAllowed = ({ verdict }: Decision): boolean => verdict === 'allow' || verdict === 'require';

/** The reasons of a decision that does not allow the call, with the next lawful moment. Pure. */
export function reasonsOf({ findings, next_lawful_at: nextAt }: Decision): string {
  const reasons = findings.filter(({ verdict }) => verdict !== 'allow' && verdict !== 'require');
  const words = reasons.map(({ reason, citation }) => `${reason} (${citation})`);
  return [...words, ...(nextAt === null ? [] : [`Next lawful moment: ${nextAt}`])].join('\n');
}

/** What somebody may ask for who is not signed in: how things stand, the window, help, and the end of a call that goes on. */
const isForEverybody = (each: Command): boolean =>
  each.do === 'status' || each.do === 'show' || each.do === 'call-emergency' || each.do === 'hang-up';

export function createCommandLineService(dependencies: CommandLineDependencies): CommandLineService {
  const { api, me, phone, actions, calls, internalCalls, emergency, directory, recording, agentState } = dependencies;
  const { settings, serverStatus, outboxStatus, showNumber, showWindow, clock } = dependencies;

  function currentCall() {
    const current = currentCallOf(phone.snapshot());
    if (current === null) throw new ProblemError('phone/no-such-call', { message: 'There is no call.' });
    return current;
  }
  async function showWithVerdict(phoneNumber: string): Promise<Answer> {
    const body = { phone_number: phoneNumber, account_id: null };
    const decision = await api.call('evaluatePreDial', { body });
    showNumber(phoneNumber);
    const shown = `${phoneNumber} is in the dial pad`;
    if (!decision.ok) return refused(`${shown}; whether it may be called is not known: ${decision.problem.message}`);
    if (isAllowed(decision.value)) return done(`${shown}. It may be called now.`);
    return refused(`${shown}. It may not be called now:\n${reasonsOf(decision.value)}`);
  }
  async function dialNow(phoneNumber: string): Promise<Answer> {
    const request = {
      phoneNumber,
      accountId: null,
      remoteName: null,
      consultationFor: null,
      overrideId: null,
      clickedAtMs: clock.now(),
    };
    const { call_id: callId } = await calls.dial(request);
    return done(`Calling ${phoneNumber} (${callId})`);
  }
  async function callForHelp(number: EmergencyNumber): Promise<Answer> {
    await emergency.dial(number, clock.now());
    return done(`Calling ${number}`);
  }
  async function transfer(to: string): Promise<Answer> {
    const { callId } = currentCall();
    const target = await directory.find(to);
    await internalCalls.transfer(callId, target);
    const callOf = () => phone.snapshot().calls.find((call) => call.callId === callId);
    const isSettled = (): boolean => {
      const call = callOf();
      return call === undefined || !isLive(call) || call.transfer?.state === 'refused';
    };
    if (!(await actions.waitFor(isSettled, transferWithinMs))) return refused('The transfer was not confirmed.');
    const left = callOf();
    if (left?.transfer?.state === 'refused') {
      const status = left.transfer.sipStatus === null ? '' : ` (${left.transfer.sipStatus})`;
      return refused(`The transfer was refused${status}; the call is on hold here.`);
    }
    return done('Transferred.');
  }
  async function command(each: PhoneCommand, words: string): Promise<Answer> {
    await actions.command(each);
    return done(words);
  }
  async function act(each: Command): Promise<Answer> {
    switch (each.do) {
      case 'call':
        return each.isNow ? await dialNow(each.phoneNumber) : await showWithVerdict(each.phoneNumber);
      case 'call-emergency':
        return await callForHelp(each.number);
      case 'answer':
        await actions.perform('answer');
        return done('Answered.');
      case 'hang-up':
        await actions.perform('hang-up');
        return done('Hung up.');
      case 'set-muted':
        return await command({ ...each, callId: currentCall().callId }, each.isMuted ? 'Muted.' : 'Not muted.');
      case 'set-held': {
        const call = currentCall();
        if (!isTalking(call)) throw new ProblemError('phone/not-possible-now');
        return await command({ ...each, callId: call.callId }, each.isHeld ? 'On hold.' : 'Resumed.');
      }
      case 'transfer':
        return await transfer(each.to);
      case 'send-dtmf':
        return await command({ ...each, callId: currentCall().callId }, `Sent ${each.tones}.`);
      case 'show':
        showWindow();
        return done('Deskline is in front.');
      case 'status':
        break;
    }
    const status = commandLineStatus();
    return done(each.isJson ? JSON.stringify(status) : statusWords(status));
  }
  function commandLineStatus(): CommandLineStatus {
    const snapshot = phone.snapshot();
    const { registration, voicemail } = snapshot;
    const who = me();
    const agent = agentState.current();
    const { state, since, url } = serverStatus();
    const outbox = outboxStatus();
    return {
      schema_version: 1,
      version: dependencies.version,
      signed_in: who === null ? null : { user_id: who.id, full_name: who.full_name },
      phone: {
        state: registration.state,
        since: registration.since,
        reason: registration.reason,
        is_do_not_disturb: settings().doNotDisturb,
        new_voicemails: voicemail?.newMessages ?? null,
      },
      server: { state, since, url },
      agent: agent && { state: agent.state, reason: agent.reason, is_outage: agent.is_outage, since: agent.since },
      calls: snapshot.calls.filter(isLive).map((call) => ({
        call_id: call.callId,
        kind: call.kind,
        direction: call.direction,
        state: call.state,
        phone_number: call.remoteNumber,
        name: call.remoteName,
        is_muted: call.isMuted,
        is_held: call.isHeld,
        started_at: call.startedAt,
        answered_at: call.answeredAt,
        recording: recording.known(call.callId)?.state ?? 'unknown',
        mos: call.quality?.mos ?? null,
      })),
      outbox: {
        state: outbox.state,
        waiting: outbox.waiting,
        needs_attention: outbox.parked,
        oldest_at: outbox.oldestAt,
      },
    };
  }

  return {
    status: commandLineStatus,
    run: async (each) => {
      if (me() === null && !isForEverybody(each))
        return { exitCode: exitCodes.notSignedIn, text: 'Nobody is signed in.' };
      try {
        return await act(each);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        const { code, message, next } = error.problem;
        if (code === 'auth/required') return { exitCode: exitCodes.notSignedIn, text: 'Nobody is signed in.' };
        const { detail } = error.problem;
        const decision = code === 'compliance/blocked' ? decisionSchema.safeParse(detail) : null;
        return refused(decision?.success ? `${message}\n${reasonsOf(decision.data)}` : `${message} ${next}`);
      }
    },
  };
}
