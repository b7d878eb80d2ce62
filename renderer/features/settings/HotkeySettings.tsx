import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { Hotkey, HotkeyAction } from '../../../shared/ipc/local-schemas.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { hotkeysStore, useHotkeyList } from '../../platform/snapshot-store.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState, ProblemNotice } from '../../ui/States.tsx';
import { acceleratorOf, hotkeyGroups, hotkeyStateWords, hotkeyWords } from './accelerator.model.ts';

/** Keys that work in any program. Registering proves nothing, so each is verified by being pressed once. */
export function HotkeySettings() {
  const hotkeys = useHotkeyList();
  const [recording, setRecording] = useState<HotkeyAction | null>(null);
  const rebind = useMutation({
    mutationFn: async (change: { action: HotkeyAction; accelerator: string | null }) =>
      request('hotkeys:rebind', change),
    onSuccess: (list) => hotkeysStore.accept(list),
  });
  return (
    <Panel title="Hotkeys" note="Work while another program has the focus">
      {hotkeys === null ? <LoadingState label="Loading hotkeys" lines={5} /> : null}
      {rebind.isError ? <ProblemNotice problem={problemOf(rebind.error)} /> : null}
      {hotkeyGroups.map(({ group, actions }) => (
        <section key={group} className="hotkey-group" aria-label={group}>
          <h3>{group}</h3>
          <ul className="hotkeys">
            {actions
              .flatMap((action) => hotkeys?.filter((each) => each.action === action) ?? [])
              .map((hotkey) => (
                <HotkeyRow
                  key={hotkey.action}
                  hotkey={hotkey}
                  isRecording={recording === hotkey.action}
                  onRecord={(isOn) => setRecording(isOn ? hotkey.action : null)}
                  onChange={(accelerator) => {
                    setRecording(null);
                    rebind.mutate({ action: hotkey.action, accelerator });
                  }}
                />
              ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

type RowProps = {
  hotkey: Hotkey;
  isRecording: boolean;
  onRecord: (isOn: boolean) => void;
  onChange: (accelerator: string | null) => void;
};

function HotkeyRow({ hotkey, isRecording, onRecord, onChange }: RowProps) {
  const { label, tone } = hotkeyStateWords[hotkey.state];
  const name = hotkeyWords[hotkey.action];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isRecording) return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') {
      onRecord(false);
      return;
    }
    const accelerator = acceleratorOf(event.nativeEvent);
    if (accelerator !== null) onChange(accelerator);
  };
  return (
    <li>
      <span className="hotkey-name">{name}</span>
      <Button
        variant={isRecording ? 'light' : 'default'}
        className="hotkey-button"
        onClick={() => onRecord(!isRecording)}
        onKeyDown={onKeyDown}
        onBlur={() => isRecording && onRecord(false)}
      >
        <span className="visually-hidden">Change the keys for: {name}. </span>
        {isRecording ? 'Press keys, Esc to cancel' : <CurrentKeys accelerator={hotkey.accelerator} />}
      </Button>
      <span className="hotkey-state">
        <StatusPill tone={tone}>{label}</StatusPill>
        {hotkey.reason === null ? null : <span className="muted">{hotkey.reason}</span>}
      </span>
      {hotkey.accelerator === null ? null : (
        <IconAction label={`Switch off: ${name}`} onClick={() => onChange(null)}>
          <IconX size={15} />
        </IconAction>
      )}
    </li>
  );
}

const CurrentKeys = ({ accelerator }: { accelerator: string | null }) =>
  accelerator === null ? <>Choose keys</> : <KeyHint keys={accelerator} />;
