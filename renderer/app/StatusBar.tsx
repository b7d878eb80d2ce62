import { Link } from '@tanstack/react-router';
import { IconMicrophone, IconPhone, IconSend, IconServer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { outboxWords } from '../features/outbox/index.ts';
import { microphoneWords } from '../features/settings/index.ts';
import { useOutboxStatus, usePhone, useServerStatus } from '../platform/snapshot-store.ts';
import { useSecond } from '../platform/use-now.ts';
import { StatusDot, type Tone } from '../ui/StatusPill.tsx';
import { useMe } from './me.ts';
import { phoneWords, serverWords } from './status.model.ts';

/** The health of everything a call depends on, always in words. */
export function StatusBar() {
  const { may } = useMe();
  const nowMs = useSecond();
  const phone = usePhone();
  const server = useServerStatus();
  const outbox = useOutboxStatus();
  const phoneState = phoneWords(phone, nowMs);
  const serverState = serverWords(server);
  const outboxState = outboxWords(outbox, nowMs);
  const microphone = microphoneWords[phone?.audio.microphone ?? 'unknown'];
  return (
    <footer className="status-bar" aria-label="Status">
      {may('phone.use') ? (
        <Item icon={<IconPhone size={14} />} tone={phoneState.tone} isPulsing={phoneState.isBusy}>
          {phoneState.text}
        </Item>
      ) : null}
      {may('phone.use') ? (
        <Link to="/settings" className="status-item is-link">
          <StatusDot tone={microphone.tone} />
          <IconMicrophone size={14} aria-hidden />
          Microphone: {microphone.text.toLowerCase()}
        </Link>
      ) : null}
      <span className="status-gap" />
      <Link to="/outbox" className="status-item is-link">
        <StatusDot tone={outboxState.tone} />
        <IconSend size={14} aria-hidden />
        {outboxState.text}
      </Link>
      <Item icon={<IconServer size={14} />} tone={serverState.tone}>
        {serverState.text}
      </Item>
    </footer>
  );
}

type ItemProps = { icon: ReactNode; tone: Tone; isPulsing?: boolean; children: ReactNode };

const Item = ({ icon, tone, isPulsing = false, children }: ItemProps) => (
  <span className="status-item">
    <StatusDot tone={tone} isPulsing={isPulsing} />
    <span aria-hidden style={{ display: 'flex' }}>
      {icon}
    </span>
    <span className="truncate">{children}</span>
  </span>
);
