import { Select } from '@mantine/core';
import { usePhone, useSettings } from '../../platform/snapshot-store.ts';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { choiceOf, devicePick, type SoundRole, soundRoles } from './sound-settings.model.ts';
import { useSaveSettings } from './use-save-settings.ts';

type Props = { soundRole: SoundRole; description: string; save: ReturnType<typeof useSaveSettings> };

/** One device to choose. A chosen one that is not plugged in stays chosen, and is used again when it is back. */
export function DevicePicker({ soundRole: role, description, save }: Props) {
  const phone = usePhone();
  const settings = useSettings();
  const devices = phone?.audio.devices ?? [];
  const { value, options, isUnplugged, nameInUse } = devicePick(role, settings?.[role] ?? null, devices);
  return (
    <Select
      label={
        <>
          {soundRoles[role].label}{' '}
          {isUnplugged ? (
            <StatusPill tone="warn">Not plugged in, {nameInUse ?? 'nothing'} is used</StatusPill>
          ) : (
            <StatusPill tone={nameInUse === null ? 'stop' : 'good'}>
              {nameInUse === null ? 'None' : 'Plugged in'}
            </StatusPill>
          )}
        </>
      }
      description={description}
      data={options}
      value={value}
      allowDeselect={false}
      disabled={settings === null}
      onChange={(picked) => {
        const choice = choiceOf(picked, devices);
        if (choice !== undefined) save.mutate({ [role]: choice });
      }}
    />
  );
}
