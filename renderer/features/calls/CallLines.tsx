import { Button } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneX } from '@tabler/icons-react';
import type { PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { formatPhone } from '../../ui/format.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { StatusDot, StatusPill } from '../../ui/StatusPill.tsx';
import { keymap } from '../shortcuts/index.ts';
import { callStateWords, titleOf, whereIs, whoIs } from './call.model.ts';
import { recordingWords } from './recording.model.ts';
import { useCallActions } from './use-phone.ts';
import { useRecording } from './use-recording.ts';

/** A call that rings here. `holds`: who waits on hold once it is answered. */
export function IncomingLine({ call, holds }: { call: PhoneCall; holds: string | null }) {
  return (
    <div className="call-bar is-incoming">
      <span className="call-bar-light" aria-hidden />
      <IconPhoneIncoming size={20} aria-hidden />
      <div className="call-bar-who">
        <strong className="truncate">{whoIs(call)}</strong>
        <span className="truncate">
          Incoming from {call.kind === 'consumer' ? formatPhone(call.remoteNumber) : 'a colleague'}
        </span>
      </div>
      <span className="call-bar-timer is-small">
        <LiveTimer since={call.startedAt} />
      </span>
      <div className="call-bar-actions">
        {holds === null ? null : <span className="call-bar-aside truncate">{holds} waits on hold meanwhile</span>}
        <Button variant="default" size="sm" onClick={() => void commandPhone({ do: 'hang-up', callId: call.callId })}>
          Decline
        </Button>
        <Button
          size="sm"
          className="on-fill answer"
          rightSection={<KeyHint keys={keymap['call.answer'].keys} />}
          onClick={() => void commandPhone({ do: 'answer', callId: call.callId })}
        >
          {holds === null ? 'Answer' : 'Hold and answer'}
        </Button>
      </div>
    </div>
  );
}

type HeldProps = {
  call: PhoneCall;
  phone: PhoneSnapshot | null;
  /** Which of the lines on hold it is, from 1; 0 for what cannot be switched to. */
  number: number;
};

/** A line beside the big one: on hold, still being set up, or part of the conference. */
export function HeldLine({ call, phone, number }: HeldProps) {
  const { switchTo } = useCallActions();
  const recording = useRecording(call.kind === 'consumer' ? call.callId : null);
  const isHeld = call.state === 'held';
  return (
    <div className={`call-line is-${call.state}`}>
      <StatusDot tone={isHeld ? 'warn' : call.state === 'merged' ? 'good' : 'accent'} />
      <strong className="truncate">{titleOf(call)}</strong>
      <span className="truncate call-line-where">{whereIs(call, phone)}</span>
      <span className="call-line-state">
        {callStateWords[call.state]} <LiveTimer since={call.answeredAt ?? call.startedAt} />
      </span>
      {call.isHeldByRemote ? <StatusPill tone="warn">Holds you too</StatusPill> : null}
      {recording?.state === 'paused' ? (
        <StatusPill tone={recordingWords.paused.tone}>{recordingWords.paused.label}</StatusPill>
      ) : null}
      {call.transfer?.state === 'refused' ? (
        <StatusPill tone="stop">{call.transfer.targetName} did not take it</StatusPill>
      ) : null}
      {call.trouble === null ? null : <StatusPill tone="warn">{call.trouble}</StatusPill>}
      <span className="call-line-actions">
        {number > 0 ? (
          <Button
            variant="default"
            size="compact-sm"
            rightSection={<KeyHint keys={number === 1 ? keymap['call.switch'].keys : `mod+${String(number)}`} />}
            onClick={() => switchTo(call.callId)}
          >
            Switch <span className="visually-hidden">to {titleOf(call)}</span>
          </Button>
        ) : null}
        {call.state === 'merged' ? null : (
          <IconAction
            label={`End the call with ${titleOf(call)}`}
            onClick={() => void commandPhone({ do: 'hang-up', callId: call.callId })}
          >
            <IconPhoneX size={16} />
          </IconAction>
        )}
      </span>
    </div>
  );
}

/** A call that ended with nothing to wrap up: missed, or one inside the house. */
export const OverLine = ({ call, onCallBack }: { call: PhoneCall; onCallBack: ((call: PhoneCall) => void) | null }) => (
  <div className="call-line is-over">
    <StatusDot isHollow />
    <strong className="truncate">{whoIs(call)}</strong>
    <span className="truncate call-line-where">
      {call.kind === 'consumer' ? `${formatPhone(call.remoteNumber)} · ` : ''}
      {call.endReason ?? (call.direction === 'inbound' ? 'Missed call' : 'Call ended')}
    </span>
    <span className="call-line-actions">
      {onCallBack && call.direction === 'inbound' ? (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            void commandPhone({ do: 'dismiss', callId: call.callId });
            onCallBack(call);
          }}
        >
          Call back
        </Button>
      ) : null}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void commandPhone({ do: 'dismiss', callId: call.callId })}
      >
        Dismiss
      </Button>
    </span>
  </div>
);
