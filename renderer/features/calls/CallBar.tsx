import { useEffect } from 'react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { announce } from '../../platform/announcer.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { useShortcut } from '../shortcuts/index.ts';
import { SupervisionBar } from '../supervision/index.ts';
import { callStateWords, titleOf } from './call.model.ts';
import { openCallPanel } from './call-panels.ts';
import { CallLevels } from './CallLevels.tsx';
import { HeldLine, IncomingLine, OverLine } from './CallLines.tsx';
import { CallStrips } from './CallStrips.tsx';
import { CurrentCall } from './CurrentCall.tsx';
import { QualityPill } from './QualityPill.tsx';
import { useCallActions, useCalls } from './use-phone.ts';
import './call-bar.css';

type Props = {
  /** Shows a missed number with its verdict; null where nobody calls. */ onCallBack:
    ((call: PhoneCall) => void) | null;
};

/**
 * Every line of the phone, above every screen: the call that is talked in big, what rings, what waits and what has ended
 * as lines of their own. Nothing is shown while the phone is quiet.
 */
export function CallBar({ onCallBack }: Props) {
  const { current, incoming, others, missed, phone } = useCalls();
  useCallKeys();
  useCallAnnouncements(current ?? incoming[0] ?? null);
  if (!current && incoming.length === 0 && missed.length === 0) return null;
  const held = others.filter((call) => call.state === 'held');
  return (
    <section className="call-bars" aria-label="Calls">
      {current?.kind === 'supervision' ? (
        <SupervisionBar call={current}>
          <CallLevels callId={current.callId} isMuted={current.isMuted} />
          <QualityPill call={current} />
        </SupervisionBar>
      ) : current ? (
        <CurrentCall call={current} phone={phone} />
      ) : null}
      {current ? <CallStrips call={current} /> : null}
      {incoming.map((call) => (
        <IncomingLine key={call.callId} call={call} holds={current?.state === 'active' ? titleOf(current) : null} />
      ))}
      {others.map((call) => (
        <HeldLine key={call.callId} call={call} phone={phone} number={held.indexOf(call) + 1} />
      ))}
      {missed.map((call) => (
        <OverLine key={call.callId} call={call} onCallBack={onCallBack} />
      ))}
    </section>
  );
}

function useCallKeys(): void {
  const actions = useCallActions();
  const { current, others, consulting, mergeable } = useCalls();
  useShortcut('call.mute', actions.toggleMute);
  useShortcut('call.hold', actions.toggleHold);
  useShortcut('call.hang-up', actions.hangUp);
  useShortcut('call.answer', actions.answer);
  useShortcut('call.switch', () => actions.switchToLine(), others.length > 0);
  useShortcut('call.line', (key) => actions.switchToLine(Number(key)), others.length > 0);
  useShortcut('call.complete', actions.completeTransfer, consulting !== null);
  useShortcut('call.go-back', actions.goBack, consulting !== null);
  useShortcut('call.merge', actions.merge, mergeable.length > 0);
  useBridgeEvent('hotkeys:pressed', (action) => {
    if (action === 'transfer' && current) openCallPanel('transfer');
    if (action === 'drop-message' && current) openCallPanel('message');
  });
}

/** Reads call state changes out: an incoming call at once, the rest politely. */
function useCallAnnouncements(call: PhoneCall | null): void {
  const text =
    call === null
      ? ''
      : [
          callStateWords[call.state],
          call.state === 'active' && call.isMuted ? 'muted' : '',
          call.state === 'incoming' || call.state === 'dialling' ? titleOf(call) : '',
          call.isReconnecting ? 'reconnecting' : '',
          call.isHeldByRemote ? 'they have put you on hold' : '',
          call.trouble ?? '',
        ]
          .filter((part) => part !== '')
          .join(', ');
  const isIncoming = call?.state === 'incoming';
  useEffect(() => {
    if (text !== '') announce(text, isIncoming ? 'assertive' : 'polite');
  }, [text, isIncoming]);
}
