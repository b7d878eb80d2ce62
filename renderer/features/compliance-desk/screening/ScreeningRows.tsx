import { IconListSearch, IconTrash } from '@tabler/icons-react';
import type { Litigator, Reassignment } from '../../../../shared/contracts/dnc/screening.contract.ts';
import { formatCalendarDate, formatDateTime, formatPhone } from '../../../ui/format.ts';
import { IconAction } from '../../../ui/IconAction.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { ListRows, Removal } from '../do-not-call/ListRows.tsx';
import { type ScreeningFilter, useLitigators, useReassigned } from './use-screening.ts';

/** What is said where nothing is found. */
const emptyWords = ({ search }: ScreeningFilter) =>
  search === undefined
    ? { title: 'Nothing on this list', text: 'It is filled by files.' }
    : { title: 'Nothing on this list is like that', text: 'Search by the first digits, with the area code.' };

/** The numbers and persons that lists of litigators name. */
export function LitigatorList({
  filter,
  onRemove,
}: {
  filter: ScreeningFilter;
  /** Null for those who may not take an entry back. */
  onRemove: ((entry: Litigator) => void) | null;
}) {
  const found = useLitigators(filter);
  return (
    <ListRows
      found={found}
      empty={{ icon: <IconListSearch size={20} />, ...emptyWords(filter) }}
      label="Litigators"
      columns={['Who', 'Found by', 'List', 'Of', 'Severity', 'Actions']}
      hasActions
      renderRow={(entry) => {
        const who = entry.phone_number === null ? (entry.name ?? '') : formatPhone(entry.phone_number);
        const more = entry.phone_number === null ? `${entry.address ?? ''}, ${entry.postal_code ?? ''}` : entry.name;
        return (
          <tr key={entry.id}>
            <td className="dnc-reason">
              <span className="figure">{who}</span>
              {more === null ? null : <div className="muted">{more}</div>}
              <Removal row={entry} />
            </td>
            <td>
              {entry.removed_at === null ? (
                <StatusPill tone="warn">{entry.phone_number === null ? 'Name and address' : 'Number'}</StatusPill>
              ) : (
                <StatusPill tone="neutral">Removed</StatusPill>
              )}
            </td>
            <td>{entry.source}</td>
            <td className="figure">{formatCalendarDate(entry.as_of)}</td>
            <td>{entry.severity ?? ''}</td>
            <td>
              {onRemove && entry.removed_at === null ? (
                <IconAction label={`Remove ${who} from the list`} onClick={() => onRemove(entry)}>
                  <IconTrash size={16} />
                </IconAction>
              ) : null}
            </td>
          </tr>
        );
      }}
    />
  );
}

const answerWords = {
  yes: { words: 'Yes, given up', tone: 'stop' },
  no: { words: 'No, still theirs', tone: 'good' },
  'no-data': { words: 'No data', tone: 'warn' },
} as const;

const answerOf = (row: Reassignment) =>
  row.removed_at === null ? answerWords[row.answer] : ({ words: 'Taken back', tone: 'neutral' } as const);

/** The answers of the Reassigned Numbers Database, each with its day and moment. */
export function ReassignedList({ filter }: { filter: ScreeningFilter }) {
  const found = useReassigned(filter);
  return (
    <ListRows
      found={found}
      empty={{ icon: <IconListSearch size={20} />, ...emptyWords(filter) }}
      label="Answers about reassigned numbers"
      columns={['Number', 'Answer', 'Asked about', 'Asked at', 'Counts']}
      renderRow={(entry) => {
        const { words, tone } = answerOf(entry);
        return (
          <tr key={entry.id}>
            <td className="figure">{formatPhone(entry.phone_number)}</td>
            <td className="dnc-reason">
              <StatusPill tone={tone}>{words}</StatusPill>
              <Removal row={entry} />
            </td>
            <td className="figure">{formatCalendarDate(entry.asked_about_on)}</td>
            <td className="figure">{formatDateTime(entry.queried_at)}</td>
            <td>{entry.holds ? 'In use' : <span className="muted">History</span>}</td>
          </tr>
        );
      }}
    />
  );
}
