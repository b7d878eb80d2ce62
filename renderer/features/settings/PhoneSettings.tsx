import { Select } from '@mantine/core';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { problemOf } from '../../platform/bridge.ts';
import { usePhone, useSettings } from '../../platform/snapshot-store.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { Notice, ProblemNotice } from '../../ui/States.tsx';
import { microphoneWords } from './microphone-words.ts';
import { useSaveSettings } from './use-save-settings.ts';

/** Microphone and speaker. */
export function PhoneSettings() {
  const phone = usePhone();
  const settings = useSettings();
  const save = useSaveSettings();
  const devices = (kind: 'audioinput' | 'audiooutput') => [
    { value: '', label: 'System default' },
    ...(phone?.audio.devices ?? [])
      .filter((device) => device.kind === kind && device.id !== 'default')
      .map((device) => ({ value: device.id, label: device.label || 'Unnamed device' })),
  ];
  const choose = (what: 'microphone' | 'speaker', id: string | null): void => {
    const device = phone?.audio.devices.find((each) => each.id === id);
    const choice = device ? { id: device.id, label: device.label, groupId: device.groupId } : null;
    const change: ChannelRequest<'settings:set'> = { [what]: choice };
    save.mutate(change);
  };
  const microphone = microphoneWords[phone?.audio.microphone ?? 'unknown'];
  return (
    <Panel title="Sound" isPadded>
      <div className="setting-fields">
        {microphone.help === null ? null : (
          <Notice tone={microphone.tone} title={microphone.text}>
            {microphone.help}
          </Notice>
        )}
        <Select
          label={
            <>
              Microphone <StatusPill tone={microphone.tone}>{microphone.text}</StatusPill>
            </>
          }
          data={devices('audioinput')}
          value={settings?.microphone?.id ?? ''}
          onChange={(id) => choose('microphone', id)}
        />
        <Select
          label="Speaker or headset"
          data={devices('audiooutput')}
          value={settings?.speaker?.id ?? ''}
          onChange={(id) => choose('speaker', id)}
        />
        {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      </div>
    </Panel>
  );
}
