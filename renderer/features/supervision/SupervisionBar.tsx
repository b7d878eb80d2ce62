import { Button } from '@mantine/core';
import { IconEarOff, IconMicrophone, IconMicrophoneOff, IconPhoneX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { supervisionModes } from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { invoke, problemOf } from '../../platform/bridge.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { HangUpDialog } from './HangUpDialog.tsx';
import { supervisionWords } from './supervision-words.ts';
import { useStopSupervision, useSupervisionMode } from './use-supervision.ts';
import './supervision.css';

type Props = { call: PhoneCall; /** Levels and quality. */ children: ReactNode };

/** The supervisor's own bar while an agent's call is supervised: mode by 1, 2, 3, and who hears what, in words. */
export function SupervisionBar({ call, children }: Props) {
  const setMode = useSupervisionMode();
  const stop = useStopSupervision();
  const [endingId, setEndingId] = useState<string | null>(null);
  const supervision = call.supervision;
  const isUp = call.state === 'active';
  const change = (key: string): void => {
    const mode = supervisionModes[Number(key) - 1];
    if (mode && isUp && mode !== supervision?.mode && !setMode.isPending) setMode.mutate(mode);
  };
  useShortcut('supervision.mode', change);
  const askToHangUp = async (): Promise<void> => {
    const floor = await invoke('live:get-floor', null);
    if (!floor.ok || floor.value?.type !== 'floor') return;
    setEndingId(floor.value.calls.find((each) => each.agent_id === supervision?.agentId)?.id ?? null);
  };
  if (!supervision) return null;
  const words = supervisionWords[supervision.mode];
  return (
    <div className={`call-bar is-supervision mode-${supervision.mode}`}>
      <span className="call-bar-light" aria-hidden />
      <div className="call-bar-who">
        <strong className="truncate">{supervision.agentName}</strong>
        <span className="truncate">{isUp ? words.heard : 'Connecting to the call'}</span>
      </div>
      <div className="call-bar-state">
        <span className="call-bar-timer">
          <LiveTimer since={call.answeredAt ?? call.startedAt} />
        </span>
        <span>{isUp ? words.doing.split(' ')[0] : 'Connecting'}</span>
      </div>
      {children}
      {setMode.isError ? <ProblemNotice problem={problemOf(setMode.error)} /> : null}
      <div className="call-bar-actions">
        <div className="modes" role="group" aria-label="How you take part">
          {supervisionModes.map((mode, index) => (
            <button
              key={mode}
              type="button"
              aria-pressed={supervision.mode === mode}
              aria-keyshortcuts={String(index + 1)}
              disabled={!isUp || setMode.isPending}
              onClick={() => change(String(index + 1))}
            >
              <kbd aria-hidden>{index + 1}</kbd> {supervisionWords[mode].label}
            </button>
          ))}
        </div>
        <IconAction
          label={call.isMuted ? 'Unmute' : 'Mute'}
          keys={keymap['call.mute'].keys}
          isPressed={call.isMuted}
          isDisabled={!isUp}
          size={34}
          onClick={() => void commandPhone({ do: 'set-muted', callId: call.callId, isMuted: !call.isMuted })}
        >
          {call.isMuted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
        </IconAction>
        <Button
          variant="default"
          size="sm"
          className="bar-button"
          leftSection={<IconPhoneX size={16} aria-hidden />}
          onClick={() => void askToHangUp()}
        >
          End call <span className="visually-hidden">of {supervision.agentName}</span>
        </Button>
        <Button
          size="sm"
          className="on-fill bar-button"
          leftSection={<IconEarOff size={16} aria-hidden />}
          rightSection={<KeyHint keys={keymap['call.hang-up'].keys} />}
          loading={stop.isPending}
          onClick={() => stop.mutate()}
        >
          Stop
        </Button>
      </div>
      <HangUpDialog callId={endingId} who={`${supervision.agentName}’s call`} onClose={() => setEndingId(null)} />
    </div>
  );
}
