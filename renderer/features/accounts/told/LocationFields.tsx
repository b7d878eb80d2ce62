import { NativeSelect } from '@mantine/core';
import { stateNames } from '../../../../shared/domain/compliance/zones/state-names.ts';
import { zonesOfState } from '../../../../shared/domain/compliance/zones/states.ts';
import { cityOfZone } from '../../../../shared/domain/compliance/zones/zone-names.ts';
import { useMinute } from '../../../platform/use-now.ts';
import { formatTime } from '../../../ui/format.ts';
import { ABROAD, type Answers } from './told.model.ts';

type Props = { answers: Answers; onChange: (change: Partial<Answers>) => void };

/** Where they are now: a state, and which clock only where it keeps several. */
export function LocationFields({ answers, onChange }: Props) {
  const nowMs = useMinute();
  const isAbroad = answers.state === ABROAD;
  const zones = isAbroad ? Intl.supportedValuesOf('timeZone') : zonesOfState(answers.state);
  return (
    <>
      <NativeSelect
        label="They are now in"
        data-autofocus
        required
        data={[
          { value: '', label: 'Choose a state' },
          ...stateNames.map(([value, label]) => ({ value, label })),
          { value: ABROAD, label: 'Outside the United States' },
        ]}
        value={answers.state}
        onChange={(event) => onChange({ state: event.currentTarget.value, zone: '' })}
      />
      {zones.length < 2 ? null : (
        <NativeSelect
          label={isAbroad ? 'Time zone' : 'What their clock shows'}
          data={[
            { value: '', label: isAbroad ? 'Choose a time zone' : 'Not said: the time must suit on every clock there' },
            ...zones.map((zone) => ({
              value: zone,
              label: isAbroad ? zone.replaceAll('_', ' ') : `${formatTime(nowMs, zone)}, as in ${cityOfZone(zone)}`,
            })),
          ]}
          value={answers.zone}
          onChange={(event) => onChange({ zone: event.currentTarget.value })}
        />
      )}
    </>
  );
}
