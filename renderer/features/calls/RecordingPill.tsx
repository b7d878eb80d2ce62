import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { useSecond } from '../../platform/use-now.ts';
import { BarPopover } from '../../ui/BarPopover.tsx';
import { formatDuration, formatTimeSeconds } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { useCallPanel } from './call-panels.ts';
import { reasonWords, recordingWords } from './recording.model.ts';
import { useRecordingPause } from './use-recording.ts';

/** Whether the call is recorded, as the telephone system confirmed it, and the pauses. */
export function RecordingPill({ call }: { call: PhoneCall }) {
  const { isOpen, change, toggle } = useCallPanel('recording');
  const callId = call.kind === 'consumer' ? call.callId : null;
  const pause = useRecordingPause(callId, 'payment');
  const { status, isPaused, isChanging, resumesAtMs } = pause;
  const canChange = status !== null && status.state !== 'off' && call.answeredAt !== null && !isChanging;
  useShortcut('call.recording', isPaused ? pause.resume : pause.pause, canChange);
  if (status === null) return null;
  const state = isChanging ? 'changing' : status.state;
  const words = recordingWords[state];
  return (
    <BarPopover
      label="Recording"
      isOpen={isOpen}
      onChange={change}
      width={390}
      offset={14}
      position="bottom-start"
      isPadded
      target={
        <button
          type="button"
          className={`pill pill-button tone-${words.tone}`}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onClick={toggle}
        >
          <i className={`record-dot is-${state}`} aria-hidden />
          {words.label} {resumesAtMs === null ? null : <Left untilMs={resumesAtMs} />}
          <IconChevronDown size={12} aria-hidden />
        </button>
      }
    >
      <div className="record-panel">
        <p className="record-say" role="status">
          {words.sentence} {isPaused && status.reason !== null ? reasonWords[status.reason] : ''}
        </p>
        <p className="muted">
          {status.state === 'unknown' ? 'Asked' : 'Confirmed'} {formatTimeSeconds(status.asOf)}
          {resumesAtMs === null ? null : (
            <>
              , goes on by itself in <Left untilMs={resumesAtMs} />
            </>
          )}
        </p>
        {pause.problem ? <ProblemNotice problem={pause.problem} /> : null}
        {isPaused ? (
          <WhilePaused pause={pause} />
        ) : (
          <WhileRecording callId={callId} pause={pause} canChange={canChange} />
        )}
      </div>
    </BarPopover>
  );
}

type Pause = ReturnType<typeof useRecordingPause>;

const WhilePaused = ({ pause: { isChanging, resumesAtMs, pause, resume } }: { pause: Pause }) => (
  <div className="record-actions">
    <Button
      className="on-fill"
      disabled={isChanging}
      data-autofocus
      rightSection={<KeyHint keys={keymap['call.recording'].keys} />}
      onClick={resume}
    >
      Resume recording
    </Button>
    {resumesAtMs === null ? null : (
      <Button variant="default" disabled={isChanging} onClick={pause}>
        Two more minutes
      </Button>
    )}
  </div>
);

type RecordingProps = { callId: string | null; pause: Pause; canChange: boolean };

function WhileRecording({ callId, pause, canChange }: RecordingProps) {
  const objection = useRecordingPause(callId, 'consumer-objects');
  return (
    <div className="record-actions">
      <Button
        className="on-fill"
        disabled={!canChange}
        data-autofocus
        rightSection={<KeyHint keys={keymap['call.recording'].keys} />}
        onClick={pause.pause}
      >
        Pause for payment
      </Button>
      <Button variant="default" disabled={!canChange} onClick={objection.pause}>
        They object
      </Button>
    </div>
  );
}

const Left = ({ untilMs }: { untilMs: number }) => (
  <span className="figure">{formatDuration(untilMs - useSecond())}</span>
);
