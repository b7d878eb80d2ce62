import { NativeSelect } from '@mantine/core';
import { systemClock } from '../../../../shared/domain/clock.ts';
import { formatCalendarDate } from '../../../ui/format.ts';
import { agreedDays } from './told-times.ts';

type Props = { day: string; zones: readonly string[]; onDay: (day: string) => void };

/** The last day on which more calls are welcome: one of seven, today among them. */
export const AgainFields = ({ day, zones, onDay }: Props) => (
  <NativeSelect
    label="Until the end of"
    data-autofocus
    required
    data={[
      { value: '', label: 'Choose the day that they named' },
      ...agreedDays(new Date(systemClock.now()).toISOString(), zones).map((value) => ({
        value,
        label: formatCalendarDate(value),
      })),
    ]}
    value={day}
    onChange={(event) => onDay(event.currentTarget.value)}
  />
);
