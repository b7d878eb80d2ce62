import { Switch } from '@mantine/core';
import { processingOf } from '../../../shared/domain/telephony/microphone-processing.ts';
import type { Processing } from '../../../shared/ipc/local-schemas.ts';
import { usePhone, useSettings } from '../../platform/snapshot-store.ts';
import { devicePick } from './sound-settings.model.ts';
import type { useSaveSettings } from './use-save-settings.ts';

const toggles = [
  ['echoCancellation', 'Echo cancellation', 'Keeps the other side from hearing itself. Needed with loudspeakers.'],
  ['noiseSuppression', 'Noise suppression', 'Takes keyboards and voices behind you down.'],
  [
    'autoGainControl',
    'Automatic level',
    'Evens out how loud you are. USB headsets do it themselves, so it is off for them.',
  ],
] as const satisfies readonly (readonly [keyof Processing, string, string])[];

/** What is done to the sound of the microphone in use; each microphone keeps its own. */
export function ProcessingToggles({ save }: { save: ReturnType<typeof useSaveSettings> }) {
  const phone = usePhone();
  const settings = useSettings();
  const devices = phone?.audio.devices ?? [];
  const { nameInUse } = devicePick('microphone', settings?.microphone ?? null, devices);
  if (!settings || nameInUse === null) return null;
  const processing = processingOf(nameInUse, settings.processing, devices);
  return (
    <fieldset className="sound-processing">
      <legend className="setting-label">Sound of {nameInUse}</legend>
      {toggles.map(([name, label, description]) => (
        <Switch
          key={name}
          label={label}
          description={description}
          checked={processing[name]}
          onChange={(event) => {
            const changed = { ...processing, [name]: event.currentTarget.checked };
            save.mutate({ processing: { ...settings.processing, [nameInUse]: changed } });
          }}
        />
      ))}
    </fieldset>
  );
}
