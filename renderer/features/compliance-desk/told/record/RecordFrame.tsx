import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { AccountDetail } from '../../../../../shared/contracts/accounts/accounts.contract.ts';
import { factBodySchema } from '../../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { systemClock } from '../../../../../shared/domain/clock.ts';
import type { FactRoute, ToldInput } from '../../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { problemOf } from '../../../../platform/bridge.ts';
import { ProblemNotice } from '../../../../ui/States.tsx';
import { receivedAt, todayAt } from '../../../../ui/received-day.ts';
import { useReport } from '../../../accounts/index.ts';
import { routes } from './record.model.ts';

/** What each question of a paper is given. */
export type PaperProps = { account: AccountDetail; onClose: () => void };

/** Where the fact holds. */
export type Place = { debt_id?: string | null; phone_number?: string | null; address?: string | null };

type Props = PaperProps & {
  /** What the rules will do with it, as it stands in the questions. */
  follows: ReactNode;
  /** Null while something is missing. */
  told: ToldInput | null;
  place?: Place;
  /** The ways in which it may have reached us; the first is the usual one. */
  ways: readonly FactRoute[];
  /** What the day means for this paper. */
  dayLabel?: string;
  children: ReactNode;
};

/** Around the questions of one paper: when and how it reached us, a note, and what follows from it. */
export function RecordFrame(props: Props) {
  const { account, onClose, follows, told, place, ways, dayLabel = 'Received on', children } = props;
  const today = todayAt(systemClock.now());
  const [day, setDay] = useState(today);
  const [chosenWay, setWay] = useState<FactRoute>();
  const [note, setNote] = useState('');
  const report = useReport(account.id, onClose);
  const way = ways.find((each) => each === chosenWay) ?? ways[0] ?? 'letter';
  const isDated = day !== '' && day <= today;
  const read =
    told === null || !isDated
      ? undefined
      : factBodySchema.safeParse({
          ...place,
          told,
          received_at: receivedAt(day, systemClock.now()),
          received_by: way,
          note,
        });
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (read?.success && !report.isPending) report.mutate(read.data);
      }}
    >
      {children}
      <div className="record-pair">
        <TextInput
          label={dayLabel}
          type="date"
          max={today}
          required
          value={day}
          error={day > today ? 'This day is still to come' : null}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <NativeSelect
          label="How it reached us"
          data={routes.filter(({ value }) => ways.includes(value)).map(({ value, label }) => ({ value, label }))}
          value={way}
          onChange={(event) => setWay(ways.find((each) => each === event.currentTarget.value))}
        />
      </div>
      <TextInput
        label="Note, such as where the paper is kept"
        maxLength={400}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <p className="record-follows" role="status">
        {follows}
      </p>
      {report.isError ? <ProblemNotice problem={problemOf(report.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={read?.success !== true} loading={report.isPending}>
          Record it
        </Button>
      </div>
    </form>
  );
}
