/** The line's calls, queues and mailboxes as its control address tells them. */
import type { ControlAnswer } from './control.schema.ts';
import type { Exchange } from './exchange.ts';
import type { LevelMeter } from './levels.ts';
import { lengthMs } from './pcmu.ts';
import type { PracticeCall } from './practice-call.ts';
import type { PracticeLine } from './practice-line.ts';

type WireCall = ControlAnswer<'find-call'>['call'];
type WireQueue = ControlAnswer<'set-queue-membership'>['queue'];
type WireMailbox = ControlAnswer<'get-mailbox'>['mailbox'];

const describeAudio = (meter: LevelMeter, frames: number): WireCall['heard_from_agent'] => {
  const { levelDbfs, toneHz } = meter.measure();
  return { level_dbfs: Math.round(levelDbfs * 10) / 10, tone_hz: toneHz, frames };
};

export const describeCall = (call: PracticeCall): WireCall => ({
  id: call.id,
  sip_call_id: call.sipCallId,
  call_id: call.permittedCallId ?? null,
  agent: call.agent,
  remote: call.remote,
  direction: call.direction,
  state: call.state,
  started_at: call.startedAt,
  digits: call.digits,
  is_held: call.leg?.isHeld ?? false,
  recording: call.recorder?.state ?? 'off',
  dispatchable_location: call.dispatchableLocation === undefined ? null : decode(call.dispatchableLocation),
  heard_from_agent: call.leg ? describeAudio(call.leg.heard, call.leg.framesHeard) : null,
  sent_to_agent: call.leg ? describeAudio(call.leg.sent, call.leg.framesSent) : null,
});

export function describeQueue(line: PracticeLine, id: string): WireQueue | undefined {
  const queue = line.exchange.queues.get(id);
  if (queue === undefined) return undefined;
  const { paused } = line.exchange;
  return {
    id,
    waiting: queue.waiting.map(({ who, since }) => ({ from_number: who.identity.user, since })),
    members: queue.members.map((agent) => ({
      agent,
      is_paused: paused.has(agent),
      pause_reason: paused.get(agent) ?? null,
      state: memberState(line, agent, queue.isRinging(agent)),
    })),
  };
}

export const describeMailbox = ({ mailboxes }: Exchange, agent: string): WireMailbox => ({
  agent,
  messages: mailboxes.of(agent).map(({ id, from, leftAt, sound, isNew }) => ({
    id,
    from_number: from.user,
    left_at: leftAt,
    duration_ms: lengthMs(sound),
    is_new: isNew,
  })),
});

function memberState(line: PracticeLine, agent: string, isRinging: boolean): WireQueue['members'][number]['state'] {
  if (!line.registeredAgents.includes(agent)) return 'away';
  if (isRinging) return 'ringing';
  return [...line.calls].some((call) => call.agent === agent) ? 'on-call' : 'idle';
}

/** A header that is percent-encoded badly is shown as it came. */
function decode(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
