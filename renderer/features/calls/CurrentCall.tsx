import { Button } from '@mantine/core';
import { IconPhoneX } from '@tabler/icons-react';
import type { PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { keymap } from '../shortcuts/index.ts';
import { callStateWords, isConnected, titleOf, whereIs } from './call.model.ts';
import { CallActions } from './CallActions.tsx';
import { CallLevels } from './CallLevels.tsx';
import { QualityPill } from './QualityPill.tsx';
import { RecordingPill } from './RecordingPill.tsx';
import { useCallActions } from './use-phone.ts';

/** The call that is talked in: who, how long, how it sounds, whether it is recorded, and everything that can be done. */
export function CurrentCall({ call, phone }: { call: PhoneCall; phone: PhoneSnapshot | null }) {
  const { hangUp } = useCallActions();
  return (
    <div className={`call-bar is-${call.state} kind-${call.kind}`}>
      <span className="call-bar-light" aria-hidden />
      <div className="call-bar-who">
        <strong className="truncate">{titleOf(call)}</strong>
        <span className="truncate">
          {whereIs(call, phone)}
          {phone?.isPractice ? ' · Practice' : ''}
        </span>
      </div>
      <div className="call-bar-state">
        <span className="call-bar-timer">
          <LiveTimer since={call.answeredAt ?? call.startedAt} until={call.endedAt} />
        </span>
        <span>{callStateWords[call.state]}</span>
      </div>
      <CallLevels callId={call.callId} isMuted={call.isMuted || call.isHeld} />
      <div className="call-bar-health">
        <QualityPill call={call} />
        <RecordingPill call={call} />
      </div>
      <div className="call-bar-actions">
        <CallActions call={call} canControl={isConnected(call)} />
        <Button
          size="sm"
          className="on-fill hang-up"
          leftSection={<IconPhoneX size={17} aria-hidden />}
          rightSection={<KeyHint keys={keymap['call.hang-up'].keys} />}
          onClick={hangUp}
        >
          {call.kind === 'conference' ? 'Leave' : 'Hang up'}
        </Button>
      </div>
    </div>
  );
}
