import { Button } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { useSettings } from '../../platform/snapshot-store.ts';
import { formatPhone } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { whoIs } from './call.model.ts';
import { useCalls } from './use-phone.ts';
import './toast.css';

/** The small window of a ringing call. It takes no focus, so the global hotkeys stand on its buttons. */
export function ToastScreen() {
  const { incoming, current, phone } = useCalls();
  const call = incoming[0];
  return (
    <main className="toast" aria-label="Incoming call">
      {call ? (
        <Ringing
          call={call}
          isPractice={phone?.isPractice ?? false}
          more={incoming.length - 1}
          isHolding={current?.state === 'active'}
        />
      ) : null}
    </main>
  );
}

type Props = {
  call: PhoneCall;
  isPractice: boolean;
  more: number;
  /** Answering puts the call that is talked in on hold. */
  isHolding: boolean;
};

function Ringing({ call, isPractice, more, isHolding }: Props) {
  const hotkeys = useSettings()?.hotkeys;
  return (
    <div className="toast-card" role="alert">
      <div className="toast-head">
        <span className="toast-icon" aria-hidden>
          <IconPhoneIncoming size={20} />
        </span>
        <div>
          <strong className="truncate">{whoIs(call)}</strong>
          <span className="figure truncate">
            {call.kind === 'consumer' ? formatPhone(call.remoteNumber) : call.remoteNumber}
          </span>
        </div>
        <span className="toast-time">
          <LiveTimer since={call.startedAt} />
        </span>
      </div>
      <p className="toast-marks">
        {call.kind === 'consumer' ? (
          <StatusPill tone={call.accountId === null ? 'neutral' : 'accent'}>
            {call.accountId === null ? 'No account known' : 'Account on file'}
          </StatusPill>
        ) : (
          <StatusPill>Colleague</StatusPill>
        )}
        {isPractice ? <StatusPill isOutline>Practice</StatusPill> : null}
        {more > 0 ? <span className="muted">and {more} more</span> : null}
      </p>
      <div className="toast-actions">
        <Button variant="default" size="sm" onClick={() => void commandPhone({ do: 'hang-up', callId: call.callId })}>
          <ButtonWords text="Decline" keys={hotkeys?.['hang-up'] ?? null} />
        </Button>
        <Button
          size="sm"
          className="on-fill answer"
          onClick={() => void commandPhone({ do: 'answer', callId: call.callId })}
        >
          <ButtonWords text={isHolding ? 'Hold and answer' : 'Answer'} keys={hotkeys?.answer ?? null} />
        </Button>
      </div>
    </div>
  );
}

const ButtonWords = ({ text, keys }: { text: string; keys: string | null }) => (
  <span className="toast-words">
    {text}
    {keys === null ? null : <KeyHint keys={keys} />}
  </span>
);
