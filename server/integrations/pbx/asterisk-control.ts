/**
 * Commands Asterisk (20 or later) over its manager interface, set up as in `resources/pbx/asterisk`.
 *
 * A call is all channels of one `Linkedid`: the agent's leg, found by its SIP Call-ID or `DESKLINE_CALL_ID`, and whoever
 * it is connected with. Those that are recorded have the channel variable `DESKLINE_RECORDING`, `on` or `paused`.
 *
 * Asterisk itself does not tell whether a MixMonitor is muted, so the variable is our note of it. Its order keeps a lost
 * answer on the safe side: noted before it is muted, unmuted before that is noted. `paused` is never read from the note
 * alone: it is muted again, and Asterisk confirms that.
 */
import { ManagerClient, type ManagerClientOptions, ManagerRefusal } from './manager-client.ts';
import { fieldOf, type ManagerPacket, variablesOf } from './manager-packet.ts';
import { type PbxCallKey, type PbxControl, type PbxRecordingState, pbxSilent, unknownToPbx } from './pbx-control.ts';

const sipCallIdVariable = 'CHANNEL(pjsip,call-id)';
const callIdVariable = 'DESKLINE_CALL_ID';
const recordingVariable = 'DESKLINE_RECORDING';
const variables = [sipCallIdVariable, callIdVariable, recordingVariable];
/** Cause 16 of ITU-T Q.850: normal call clearing. */
const normalClearing = '16';

type Channel = { name: string; linkedId: string; variables: ReadonlyMap<string, string> };

/** The endpoint of an agent as a queue member. */
const memberOf = (sipUser: string): string => `PJSIP/${sipUser}`;

export function createAsteriskControl(options: ManagerClientOptions): PbxControl {
  const manager = new ManagerClient(options);

  const listChannels = async (): Promise<Channel[]> =>
    (await manager.list('Status', { Variables: variables.join(',') }, 'StatusComplete'))
      .filter((packet) => fieldOf(packet, 'Event') === 'Status')
      .map((packet) => ({
        name: fieldOf(packet, 'Channel') ?? '',
        linkedId: fieldOf(packet, 'Linkedid') ?? '',
        variables: variablesOf(packet),
      }));

  const findCall = async (call: PbxCallKey): Promise<{ leg: Channel; recorded: Channel[] } | undefined> => {
    const channels = await listChannels();
    const leg =
      channels.find(({ variables: of }) => call.sipCallId !== null && of.get(sipCallIdVariable) === call.sipCallId) ??
      channels.find(({ variables: of }) => of.get(callIdVariable) === call.callId);
    if (!leg) return undefined;
    const recorded = channels.filter(
      ({ linkedId, variables: of }) => linkedId === leg.linkedId && (of.get(recordingVariable) ?? '') !== '',
    );
    return { leg, recorded };
  };

  const mute = async ({ name }: Channel, isPaused: boolean): Promise<void> => {
    await manager.act('MixMonitorMute', { Channel: name, Direction: 'both', State: isPaused ? '1' : '0' });
  };
  const note = async ({ name }: Channel, isPaused: boolean): Promise<void> => {
    await manager.act('Setvar', { Channel: name, Variable: recordingVariable, Value: isPaused ? 'paused' : 'on' });
  };

  const commands: Omit<PbxControl, 'stop'> = {
    getRecording: async (key) => {
      const call = await findCall(key);
      const paused = call?.recorded.filter(({ variables: of }) => of.get(recordingVariable) === 'paused') ?? [];
      for (const channel of paused) await mute(channel, true);
      if (!call || call.recorded.length === 0) return 'off';
      return paused.length === call.recorded.length ? 'paused' : 'on';
    },
    setRecordingPaused: async (key, isPaused): Promise<PbxRecordingState> => {
      const call = await findCall(key);
      if (!call) throw unknownToPbx('call');
      for (const channel of call.recorded) {
        if (isPaused) await note(channel, true);
        await mute(channel, isPaused);
        if (!isPaused) await note(channel, false);
      }
      if (call.recorded.length === 0) return 'off';
      return isPaused ? 'paused' : 'on';
    },
    hangUp: async (key) => {
      const call = await findCall(key);
      if (!call) throw unknownToPbx('call');
      await manager.act('Hangup', { Channel: call.leg.name, Cause: normalClearing });
    },
    listParkedPlaces: async () =>
      (await manager.list('ParkedCalls', {}, 'ParkedCallsComplete')).flatMap(
        (packet) => fieldOf(packet, 'ParkingSpace') ?? [],
      ),
    listQueues: async () => readQueues(await manager.list('QueueStatus', {}, 'QueueStatusComplete')),
    setQueueMembership: async ({ queueId, sipUser, isSignedIn, isPaused }) => {
      const member = { Queue: queueId, Interface: memberOf(sipUser) };
      const sent = isSignedIn
        ? manager.act('QueueAdd', { ...member, MemberName: sipUser, Paused: isPaused ? 'true' : 'false' })
        : manager.act('QueueRemove', member);
      await sent.catch((error: unknown) => {
        if (!(error instanceof ManagerRefusal)) throw error;
        if (/no such queue/i.test(error.message)) throw unknownToPbx('queue');
        if (!/already there|not there/i.test(error.message)) throw error;
      });
    },
    setPaused: async (sipUser, isPaused, reason) => {
      const paused = { Interface: memberOf(sipUser), Paused: isPaused ? 'true' : 'false', Reason: reason ?? '' };
      await manager.act('QueuePause', paused).catch((error: unknown) => {
        // Signed in to no queue: there is nothing to pause.
        if (!(error instanceof ManagerRefusal) || !/interface not found/i.test(error.message)) throw error;
      });
    },
  };
  return {
    listParkedPlaces: () => confirmed(commands.listParkedPlaces()),
    getRecording: (call) => confirmed(commands.getRecording(call)),
    setRecordingPaused: (call, isPaused) => confirmed(commands.setRecordingPaused(call, isPaused)),
    hangUp: (call) => confirmed(commands.hangUp(call)),
    listQueues: () => confirmed(commands.listQueues()),
    setQueueMembership: (member) => confirmed(commands.setQueueMembership(member)),
    setPaused: (sipUser, isPaused, reason) => confirmed(commands.setPaused(sipUser, isPaused, reason)),
    stop: () => {
      manager.stop();
      return Promise.resolve();
    },
  };
}

/** A refusal that is not a known one confirms nothing, such as a manager user without the right. */
const confirmed = <T>(sent: Promise<T>): Promise<T> =>
  sent.catch((error: unknown) => {
    throw error instanceof ManagerRefusal ? pbxSilent(error.message) : error;
  });

function readQueues(packets: readonly ManagerPacket[]) {
  const of = (event: string) => packets.filter((packet) => fieldOf(packet, 'Event') === event);
  return of('QueueParams').map((queue) => {
    const id = fieldOf(queue, 'Queue') ?? '';
    return {
      id,
      waiting: Number(fieldOf(queue, 'Calls') ?? 0),
      members: of('QueueMember')
        .filter((member) => fieldOf(member, 'Queue') === id)
        .map((member) => ({
          sipUser: (fieldOf(member, 'Location') ?? '').replace(/^PJSIP\//, ''),
          isPaused: fieldOf(member, 'Paused') === '1',
        })),
    };
  });
}
