import { IconPhoneOff, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DncEntry } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { lastBarredDay } from '../../../../shared/domain/compliance/barred-days.ts';
import { formatCalendarDate, formatDate, formatPhone } from '../../../ui/format.ts';
import { IconAction } from '../../../ui/IconAction.tsx';
import { Notice } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { listName, standingOf } from './do-not-call.model.ts';
import { ListRows, Removal } from './ListRows.tsx';
import { type DncFilter, useDncList } from './use-dnc.ts';

type Props = {
  filter: DncFilter;
  /** Null for those who may not take an entry back. */
  onRemove: ((entry: DncEntry) => void) | null;
};

function emptyWords({ list, search, source }: DncFilter): { title: string; text: string } {
  if (search === undefined && source === undefined)
    return { title: 'Nothing on this list', text: 'Add a number, or import a list.' };
  return list === 'internal'
    ? {
        title: 'Nothing on this list is like that',
        text: 'A number by its first digits, with the area code; a reason by some of its words; who said so as a whole.',
      }
    : {
        title: 'No number of this list begins like that',
        text: 'Search by the first digits, with the area code.',
      };
}

/** The entries of one list that match, the newest first; a registry by number. */
export function EntryList({ filter, onRemove }: Props) {
  const found = useDncList(filter);
  const [nowMs] = useState(Date.now);
  const registries = found.data?.pages[0]?.on_registries ?? [];
  return (
    <ListRows
      found={found}
      label="Do-not-call entries"
      columns={['Number', 'Stands', 'Reason', 'Who said so', 'Since', 'Last day', 'Actions']}
      hasActions
      empty={{
        icon: <IconPhoneOff size={20} />,
        ...emptyWords(filter),
      }}
      head={
        registries.length > 0 ? (
          <Notice tone="warn" title="This number is on a registry.">
            {registries.map(({ list, region }) => listName(list, region)).join(', ')}: it may be called about a debt,
            and not to sell anything.
          </Notice>
        ) : null
      }
      renderRow={(entry) => (
        <EntryRow key={entry.id ?? entry.phone_number} entry={entry} nowMs={nowMs} onRemove={onRemove} />
      )}
    />
  );
}

function EntryRow({ entry, nowMs, onRemove }: { entry: DncEntry; nowMs: number; onRemove: Props['onRemove'] }) {
  const { words, tone } = standingOf(entry, nowMs);
  const number = formatPhone(entry.phone_number);
  return (
    <tr>
      <td className="figure">{number}</td>
      <td>
        <StatusPill tone={tone}>{words}</StatusPill>
      </td>
      <td className="dnc-reason">
        {entry.reason}
        <Removal row={entry} />
      </td>
      <td>{entry.source}</td>
      <td className="figure">
        {formatDate(entry.added_at)}
        {entry.added_by_name === null ? null : <div className="muted">{entry.added_by_name}</div>}
      </td>
      <td className="figure">
        {entry.expires_at === null ? 'No end' : formatCalendarDate(lastBarredDay(entry.expires_at))}
      </td>
      <td className="end">
        {onRemove && entry.id !== null && entry.removed_at === null ? (
          <IconAction label={`Remove ${number} from the list`} onClick={() => onRemove(entry)}>
            <IconTrash size={16} />
          </IconAction>
        ) : null}
      </td>
    </tr>
  );
}
