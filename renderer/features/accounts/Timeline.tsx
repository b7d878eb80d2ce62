import { IconCash, IconFileText, IconMail, IconNotes, IconPhone } from '@tabler/icons-react';
import type { AccountDetail } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { useMinute } from '../../platform/use-now.ts';
import { formatDayHeading, formatTime } from '../../ui/format.ts';
import { ReceiptButton } from '../compliance/index.ts';
import { groupByDay } from './timeline.model.ts';

type Entry = AccountDetail['timeline'][number];
const icons: Readonly<Record<Entry['kind'], typeof IconPhone>> = {
  call: IconPhone,
  disposition: IconFileText,
  note: IconNotes,
  notice: IconMail,
  payment: IconCash,
};

/** What happened on this account, newest first, by day. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const nowMs = useMinute();
  if (entries.length === 0) return <p className="account-none muted">Nothing has happened yet.</p>;
  return (
    <div className="timeline">
      {groupByDay(entries, (at) => formatDayHeading(at, nowMs)).map(({ heading, entries: ofDay }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          <ol>
            {ofDay.map((entry) => {
              const Icon = icons[entry.kind];
              return (
                <li key={entry.id}>
                  <span className="timeline-icon" aria-hidden>
                    <Icon size={14} />
                  </span>
                  <div>
                    <p className="timeline-title">
                      <strong>{entry.title}</strong>
                      <span className="muted figure">{formatTime(entry.at)}</span>
                    </p>
                    {entry.text === '' ? null : <p className="timeline-text">{entry.text}</p>}
                    <div className="timeline-foot">
                      {entry.agent_name === null ? null : <p className="muted timeline-by">{entry.agent_name}</p>}
                      {entry.decision_id === null ? null : (
                        <ReceiptButton id={entry.decision_id} of={`the call, ${formatTime(entry.at)}`} />
                      )}
                    </div>
                  </div>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </div>
  );
}
