import { Checkbox, TextInput } from '@mantine/core';
import { nameOfWeekday } from './told-words.ts';

export type Times = { from: string; until: string; weekdays: readonly number[]; lastDay: string };

type Props = { isOnly?: boolean; times: Times; onChange: (change: Partial<Times>) => void };

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** Hours of the consumer's day, on which days, and until when that holds. */
export const TimesFields = ({ isOnly = false, times, onChange }: Props) => (
  <>
    <div className="told-times">
      <TextInput
        label={isOnly ? 'Only from' : 'Not from'}
        type="time"
        data-autofocus
        required
        value={times.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        label="until"
        type="time"
        required
        value={times.until}
        onChange={(event) => onChange({ until: event.currentTarget.value })}
      />
    </div>
    <Checkbox.Group
      label="On these days; none marked is every day"
      value={times.weekdays.map(String)}
      onChange={(values) => onChange({ weekdays: values.map(Number) })}
    >
      <div className="told-days">
        {weekdays.map((weekday) => (
          <Checkbox key={weekday} value={String(weekday)} label={nameOfWeekday(weekday)} />
        ))}
      </div>
    </Checkbox.Group>
    <TextInput
      label="Last day on which this holds (empty: no end)"
      type="date"
      value={times.lastDay}
      onChange={(event) => onChange({ lastDay: event.currentTarget.value })}
    />
  </>
);
