import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import {
  IconBellOff,
  IconMicrophone,
  IconParking,
  IconPhone,
  IconPhoneCheck,
  IconRecordMail,
  IconRefresh,
  IconSend,
  IconServer,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { outboxWords } from '../features/outbox/index.ts';
import { microphoneWords, useSaveSettings } from '../features/settings/index.ts';
import { useShortcut } from '../features/shortcuts/index.ts';
import { ParkedList, useInternalDial, useParked } from '../features/telephony/index.ts';
import { commandPhone } from '../platform/command-phone.ts';
import { useOutboxStatus, usePhone, useServerStatus, useSettings } from '../platform/snapshot-store.ts';
import { useSecond } from '../platform/use-now.ts';
import { BarPopover } from '../ui/BarPopover.tsx';
import { StatusDot, type Tone } from '../ui/StatusPill.tsx';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { phoneWords, serverWords } from './status.model.ts';

/** The health of everything a call depends on, always in words, and what waits for the person. */
export function StatusBar({ home }: { home: Home }) {
  const { may } = useMe();
  const nowMs = useSecond();
  const outboxState = outboxWords(useOutboxStatus(), nowMs);
  const serverState = serverWords(useServerStatus());
  return (
    <footer className="status-bar" aria-label="Status">
      {may('phone.use') ? <PhoneItems home={home} nowMs={nowMs} /> : null}
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

const retry = (): void => void commandPhone({ do: 'reconnect' });

function PhoneItems({ home, nowMs }: { home: Home; nowMs: number }) {
  const phone = usePhone();
  const state = phoneWords(phone, nowMs);
  const microphone = microphoneWords[phone?.audio.microphone ?? 'unknown'];
  const registration = phone?.registration.state;
  const canRetry = registration === 'reconnecting' || registration === 'failed';
  useShortcut('phone.retry', retry, canRetry);
  return (
    <>
      <Item icon={<IconPhone size={14} />} canShrink tone={state.tone} isPulsing={state.isBusy}>
        {state.text}
      </Item>
      {canRetry ? (
        <UnstyledButton className="status-item is-link is-action" onClick={retry}>
          <IconRefresh size={14} aria-hidden />
          Retry now
        </UnstyledButton>
      ) : null}
      <Link to="/settings" className="status-item is-link">
        <StatusDot tone={microphone.tone} />
        <IconMicrophone size={14} aria-hidden />
        Microphone: {microphone.text.toLowerCase()}
      </Link>
      {home === 'agent' ? <Reachability /> : null}
      {home === 'agent' && phone?.services.hasVoicemail ? (
        <VoicemailLamp news={phone.voicemail?.newMessages ?? 0} />
      ) : null}
      {phone?.services.canPark && home === 'agent' ? <ParkedItem /> : null}
    </>
  );
}

/** Do not disturb and auto-answer: what a call finds. */
function Reachability() {
  const settings = useSettings();
  const save = useSaveSettings();
  const isOff = settings?.doNotDisturb ?? false;
  const toggle = (): void => save.mutate({ doNotDisturb: !isOff });
  useShortcut('phone.do-not-disturb', toggle, settings !== null);
  return (
    <>
      <UnstyledButton className={`status-item is-link${isOff ? ' is-on' : ''}`} aria-pressed={isOff} onClick={toggle}>
        <IconBellOff size={14} aria-hidden />
        Do not disturb{isOff ? ': on' : ''}
      </UnstyledButton>
      {settings && settings.autoAnswer !== 'off' ? (
        <Link to="/settings" className="status-item is-link is-on">
          <IconPhoneCheck size={14} aria-hidden />
          {settings.autoAnswer === 'queue' ? 'Auto-answer: queues' : 'Auto-answer: all'}
        </Link>
      ) : null}
    </>
  );
}

/** The message-waiting lamp (RFC 3842); a press listens. */
function VoicemailLamp({ news }: { news: number }) {
  const dial = useInternalDial();
  if (news === 0) return null;
  return (
    <UnstyledButton className="status-item is-link is-lamp" onClick={() => dial.mutate({ kind: 'voicemail' })}>
      <IconRecordMail size={14} aria-hidden />
      {news === 1 ? '1 new voicemail' : `${String(news)} new voicemails`}
    </UnstyledButton>
  );
}

function ParkedItem() {
  const [isOpen, setIsOpen] = useState(false);
  const count = useParked(true).data?.length ?? 0;
  const toggle = (): void => setIsOpen((was) => !was);
  useShortcut('parked.open', toggle);
  if (count === 0 && !isOpen) return null;
  return (
    <BarPopover
      label="Parked calls"
      isOpen={isOpen}
      onChange={setIsOpen}
      width={400}
      position="top-start"
      target={
        <UnstyledButton
          className="status-item is-link is-lamp"
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onClick={toggle}
        >
          <IconParking size={14} aria-hidden />
          {count} parked
        </UnstyledButton>
      }
    >
      <div className="menu-panel">
        <h3>Parked calls</h3>
        <ParkedList onDone={() => setIsOpen(false)} />
      </div>
    </BarPopover>
  );
}

type ItemProps = { icon: ReactNode; tone: Tone; isPulsing?: boolean; canShrink?: boolean; children: ReactNode };

const Item = ({ icon, tone, isPulsing = false, canShrink = false, children }: ItemProps) => (
  <span className={canShrink ? 'status-item can-shrink' : 'status-item'}>
    <StatusDot tone={tone} isPulsing={isPulsing} />
    <span aria-hidden style={{ display: 'flex' }}>
      {icon}
    </span>
    <span className="truncate">{children}</span>
  </span>
);
