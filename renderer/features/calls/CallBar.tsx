import { Button, Popover } from '@mantine/core';
import {
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneX,
  IconPhoneIncoming,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { announce } from '../../platform/announcer.ts';
import { formatPhone } from '../../ui/format.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { callStateWords, isConnected, qualityWords, whoIs } from './call.model.ts';
import { CallLevels } from './CallLevels.tsx';
import { Keypad } from './Keypad.tsx';
import { commandPhone, useCallActions, useCalls } from './use-phone.ts';
import './call-bar.css';

/** The call in progress and the ones that ring, above every screen. Nothing is shown while the phone is quiet. */
export function CallBar() {
  const { current, incoming, missed, phone } = useCalls();
  const actions = useCallActions();
  useShortcut('call.mute', actions.toggleMute);
  useShortcut('call.hold', actions.toggleHold);
  useShortcut('call.hang-up', actions.hangUp);
  useShortcut('call.answer', actions.answer);
  useCallAnnouncements(current ?? incoming[0] ?? null);
  if (!current && incoming.length === 0 && missed.length === 0) return null;
  return (
    <section className="call-bars" aria-label="Calls">
      {current ? <CurrentCall call={current} isPractice={phone?.isPractice ?? false} /> : null}
      {incoming.map((call) => (
        <IncomingCall key={call.callId} call={call} />
      ))}
      {missed.map((call) => (
        <MissedCall key={call.callId} call={call} />
      ))}
    </section>
  );
}

function CurrentCall({ call, isPractice }: { call: PhoneCall; isPractice: boolean }) {
  const { hangUp, toggleHold, toggleMute } = useCallActions();
  const canControl = isConnected(call);
  return (
    <div className={`call-bar is-${call.state}`}>
      <span className="call-bar-light" aria-hidden />
      <div className="call-bar-who">
        <strong className="truncate">{call.remoteName ?? formatPhone(call.remoteNumber)}</strong>
        <span className="truncate">
          {call.remoteName === null ? 'Not on file' : formatPhone(call.remoteNumber)}
          {isPractice ? ' · Practice' : ''}
        </span>
      </div>
      <div className="call-bar-state">
        <span className="call-bar-timer">
          <LiveTimer since={call.answeredAt ?? call.startedAt} until={call.endedAt} />
        </span>
        <span>{callStateWords[call.state]}</span>
      </div>
      <CallLevels callId={call.callId} isMuted={call.isMuted || call.isHeld} />
      <Quality call={call} />
      {call.isReconnecting ? <StatusPill tone="warn">Reconnecting; the call goes on</StatusPill> : null}
      <div className="call-bar-actions">
        <IconAction
          label={call.isMuted ? 'Unmute' : 'Mute'}
          keys={keymap['call.mute'].keys}
          isPressed={call.isMuted}
          isDisabled={!canControl}
          size={34}
          onClick={toggleMute}
        >
          {call.isMuted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
        </IconAction>
        <IconAction
          label={call.isHeld ? 'Resume' : 'Hold'}
          keys={keymap['call.hold'].keys}
          isPressed={call.isHeld}
          isDisabled={!canControl}
          size={34}
          onClick={toggleHold}
        >
          {call.isHeld ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        </IconAction>
        <CallKeypad call={call} isDisabled={!canControl} />
        <Button
          size="sm"
          className="on-fill hang-up"
          leftSection={<IconPhoneX size={17} aria-hidden />}
          rightSection={<KeyHint keys={keymap['call.hang-up'].keys} />}
          onClick={hangUp}
        >
          Hang up
        </Button>
      </div>
    </div>
  );
}

function CallKeypad({ call, isDisabled }: { call: PhoneCall; isDisabled: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const [sent, setSent] = useState('');
  useShortcut('call.keypad', () => setIsOpen((was) => !was), !isDisabled);
  const send = (key: string): void => {
    setSent((was) => (was + key).slice(-18));
    void commandPhone({ do: 'send-dtmf', callId: call.callId, tones: key });
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-end" withRoles={false}>
      <Popover.Target>
        <span>
          <IconAction
            label="Keypad"
            keys={keymap['call.keypad'].keys}
            isExpanded={isOpen}
            isDisabled={isDisabled}
            size={34}
            onClick={() => setIsOpen(!isOpen)}
          >
            <IconDialpad size={18} />
          </IconAction>
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Keypad">
        <output className="keypad-sent" aria-label="Tones sent">
          {sent === '' ? 'Type or press keys' : sent}
        </output>
        <Keypad label="Tones" onKey={send} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Quality({ call }: { call: PhoneCall }) {
  const words = qualityWords(call.quality?.mos ?? null);
  if (!words || !call.quality) return null;
  const { mos, rtt_ms: rtt, jitter_ms: jitter, loss_percent: loss } = call.quality;
  return (
    <StatusPill
      tone={words.tone}
      title={`MOS ${mos.toFixed(1)}, delay ${Math.round(rtt)} ms, jitter ${Math.round(jitter)} ms, loss ${loss.toFixed(1)} %`}
    >
      {words.text} {mos.toFixed(1)}
    </StatusPill>
  );
}

function IncomingCall({ call }: { call: PhoneCall }) {
  return (
    <div className="call-bar is-incoming">
      <span className="call-bar-light" aria-hidden />
      <IconPhoneIncoming size={20} aria-hidden />
      <div className="call-bar-who">
        <strong className="truncate">{whoIs(call)}</strong>
        <span className="truncate">Incoming from {formatPhone(call.remoteNumber)}</span>
      </div>
      <div className="call-bar-actions">
        <Button variant="default" size="sm" onClick={() => void commandPhone({ do: 'hang-up', callId: call.callId })}>
          Decline
        </Button>
        <Button
          size="sm"
          className="on-fill answer"
          rightSection={<KeyHint keys={keymap['call.answer'].keys} />}
          onClick={() => void commandPhone({ do: 'answer', callId: call.callId })}
        >
          Answer
        </Button>
      </div>
    </div>
  );
}

const MissedCall = ({ call }: { call: PhoneCall }) => (
  <div className="call-bar is-missed">
    <div className="call-bar-who">
      <strong className="truncate">{whoIs(call)}</strong>
      <span className="truncate">
        {formatPhone(call.remoteNumber)} · {call.endReason ?? 'Missed call'}
      </span>
    </div>
    <div className="call-bar-actions">
      <Button variant="default" onClick={() => void commandPhone({ do: 'dismiss', callId: call.callId })}>
        Dismiss
      </Button>
    </div>
  </div>
);

/** Reads call state changes out: an incoming call at once, the rest politely. */
function useCallAnnouncements(call: PhoneCall | null): void {
  const text =
    call === null
      ? ''
      : [
          callStateWords[call.state],
          call.state === 'active' && call.isMuted ? 'muted' : '',
          call.state === 'incoming' || call.state === 'dialling' ? whoIs(call) : '',
          call.isReconnecting ? 'reconnecting' : '',
        ]
          .filter((part) => part !== '')
          .join(', ');
  const isIncoming = call?.state === 'incoming';
  useEffect(() => {
    if (text !== '') announce(text, isIncoming ? 'assertive' : 'polite');
  }, [text, isIncoming]);
}
