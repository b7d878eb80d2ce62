/** Commands the practice line over its control address; see `practice-line/control.schema.ts`. */
import {
  type ControlAnswer,
  type ControlCommand,
  controlPath,
  type ControlQuestion,
  parseControlAnswer,
} from '../../practice-line/control.schema.ts';
import {
  commandTimeoutMs,
  type PbxCallKey,
  type PbxControl,
  pbxSilent,
  problemCodeOf,
  unknownToPbx,
} from './pbx-control.ts';

export type PracticeControlOptions = {
  /** `http://127.0.0.1:4611`. */
  url: string;
  secret: string;
  timeoutMs?: number;
};

/** The line found what it was asked about, but cannot do that with it now. */
class NotNow extends Error {}

export function createPracticeControl({
  url,
  secret,
  timeoutMs = commandTimeoutMs,
}: PracticeControlOptions): PbxControl {
  const ask = async <Command extends ControlCommand>(
    command: Command,
    question: ControlQuestion<Command>,
  ): Promise<ControlAnswer<Command>> => {
    const reply = await fetch(new URL(controlPath(command), url), {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw pbxSilent(error instanceof Error ? error.name : 'unreachable');
    });
    if (reply.status === 404) throw unknownToPbx(command === 'set-queue-membership' ? 'queue' : 'call');
    if (reply.status === 409) throw new NotNow(command);
    if (!reply.ok) throw pbxSilent(`status ${reply.status}`);
    try {
      return parseControlAnswer(command, await reply.json());
    } catch {
      throw pbxSilent('another answer than agreed');
    }
  };

  return {
    getRecording: async (call) => {
      try {
        return (await ask('get-recording', { call: keyOf(call) })).state;
      } catch (error) {
        if (problemCodeOf(error) === 'request/not-found') return 'off';
        throw error;
      }
    },
    setRecordingPaused: async (call, isPaused) => {
      try {
        return (await ask('set-recording', { call: keyOf(call), is_paused: isPaused })).state;
      } catch (error) {
        if (error instanceof NotNow) return 'off';
        throw error;
      }
    },
    hangUp: async (call) => {
      await ask('hang-up', { call: keyOf(call) });
    },
    listQueues: async () => {
      const { queues } = await ask('list-queues', {});
      return queues.map(({ id, waiting, members }) => ({
        id,
        waiting: waiting.length,
        members: members.map((member) => ({ sipUser: member.agent, isPaused: member.is_paused })),
      }));
    },
    setQueueMembership: async ({ queueId, sipUser, isSignedIn, isPaused }) => {
      await ask('set-queue-membership', { queue: queueId, agent: sipUser, is_signed_in: isSignedIn });
      // The line keeps the pause beside the membership.
      if (isSignedIn) await ask('pause-agent', { agent: sipUser, is_paused: isPaused });
    },
    setPaused: async (sipUser, isPaused, reason) => {
      await ask('pause-agent', { agent: sipUser, is_paused: isPaused, reason });
    },
    listParkedPlaces: async () => (await ask('list-parked', {})).parked.map(({ place }) => place),
    stop: () => Promise.resolve(),
  };
}

const keyOf = ({ callId, sipCallId }: PbxCallKey) => ({ call_id: callId, sip_call_id: sipCallId });
