import {
  IconArrowsExchange,
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconParking,
  IconPlayerPause,
  IconPlayerPlay,
  IconUsersGroup,
  IconRecordMail,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { BarPopover } from '../../ui/BarPopover.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { useCallPanel } from './call-panels.ts';
import { Keypad } from './Keypad.tsx';
import { MessageDropPanel } from './MessageDropPanel.tsx';
import { TransferPanel } from './TransferPanel.tsx';
import { parkCall, useCallActions, useCalls } from './use-phone.ts';

type Props = { call: PhoneCall; /** Connected, so that mute, hold and keypad make sense. */ canControl: boolean };

/** What can be done with the call. An action the telephone system does not offer is not shown. */
export function CallActions({ call, canControl }: Props) {
  const { phone, mergeable, consulting } = useCalls();
  const { toggleHold, toggleMute, merge } = useCallActions();
  const isForOthers = call.kind === 'consumer' || call.kind === 'colleague';
  return (
    <>
      <ActionButton
        label={call.isMuted ? 'Unmute' : 'Mute'}
        keys={keymap['call.mute'].keys}
        isPressed={call.isMuted}
        isDisabled={!canControl}
        icon={call.isMuted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
        onClick={toggleMute}
      />
      <ActionButton
        label={call.isHeld ? 'Resume' : 'Hold'}
        keys={keymap['call.hold'].keys}
        isPressed={call.isHeld}
        isDisabled={!canControl}
        icon={call.isHeld ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        onClick={toggleHold}
      />
      <CallKeypad call={call} isDisabled={!canControl} />
      {isForOthers && consulting === null ? <Transfer call={call} isDisabled={!canControl} /> : null}
      {mergeable.length > 0 && consulting === null ? (
        <ActionButton
          label="Merge"
          keys={keymap['call.merge'].keys}
          icon={<IconUsersGroup size={18} />}
          onClick={merge}
        />
      ) : null}
      {call.kind === 'consumer' && call.direction === 'outbound' ? (
        <Message call={call} isDisabled={!canControl || call.isHeld || call.messageDrop !== null} />
      ) : null}
      {call.kind === 'consumer' && consulting === null && phone?.services.canPark ? (
        <Park call={call} isDisabled={!canControl} />
      ) : null}
    </>
  );
}

type PartProps = { call: PhoneCall; isDisabled: boolean };

function CallKeypad({ call, isDisabled }: PartProps) {
  const { isOpen, change, toggle } = useCallPanel('keypad');
  const [sent, setSent] = useState('');
  useShortcut('call.keypad', toggle, !isDisabled);
  const send = (key: string): void => {
    setSent((was) => (was + key).slice(-18));
    void commandPhone({ do: 'send-dtmf', callId: call.callId, tones: key });
  };
  return (
    <BarPopover
      label="Keypad"
      isOpen={isOpen && !isDisabled}
      onChange={change}
      isPadded
      target={
        <ActionButton
          label="Keypad"
          keys={keymap['call.keypad'].keys}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          icon={<IconDialpad size={18} />}
          onClick={toggle}
        />
      }
    >
      <output className="keypad-sent" aria-label="Tones sent">
        {sent === '' ? 'Type or press keys' : sent}
      </output>
      <Keypad label="Tones" onKey={send} />
    </BarPopover>
  );
}

function Transfer({ call, isDisabled }: PartProps) {
  const { isOpen, change, toggle } = useCallPanel('transfer');
  useShortcut('call.transfer', toggle, !isDisabled);
  return (
    <BarPopover
      label="Transfer"
      isOpen={isOpen && !isDisabled}
      onChange={change}
      width={420}
      target={
        <ActionButton
          label="Transfer"
          keys={keymap['call.transfer'].keys}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          icon={<IconArrowsExchange size={18} />}
          onClick={toggle}
        />
      }
    >
      <TransferPanel call={call} onDone={() => change(false)} />
    </BarPopover>
  );
}

function Message({ call, isDisabled }: PartProps) {
  const { isOpen, change, toggle } = useCallPanel('message');
  useShortcut('call.message', toggle, !isDisabled);
  return (
    <BarPopover
      label="Leave a message"
      isOpen={isOpen && !isDisabled}
      onChange={change}
      width={420}
      target={
        <ActionButton
          label="Message"
          keys={keymap['call.message'].keys}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          icon={<IconRecordMail size={18} />}
          onClick={toggle}
        />
      }
    >
      <MessageDropPanel call={call} onDone={() => change(false)} />
    </BarPopover>
  );
}

function Park({ call, isDisabled }: PartProps) {
  const [isParking, setIsParking] = useState(false);
  const run = (): void => {
    if (isParking) return;
    setIsParking(true);
    void parkCall(call.callId).then(() => setIsParking(false));
  };
  useShortcut('call.park', run, !isDisabled);
  return (
    <ActionButton
      label="Park"
      keys={keymap['call.park'].keys}
      isDisabled={isDisabled || isParking}
      icon={<IconParking size={18} />}
      onClick={run}
    />
  );
}
