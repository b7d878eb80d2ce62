import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Overview } from '../../../../shared/contracts/compliance/overview.contract.ts';
import { formatCalendarDate } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { LeadingTabProps } from '../desk-tab-props.ts';
import { deskAddress } from '../desk-search.ts';
import { type ColumnKey, columns, formatCount, leadTo } from './overview.model.ts';

/** One count day by day; each bar leads to its day. */
export function TrendPanel({ overview, onOpen }: { overview: Overview } & LeadingTabProps) {
  const [key, setKey] = useState<ColumnKey>('refused');
  const column = columns.find((each) => each.key === key) ?? columns[0];
  const { trend } = overview;
  const most = Math.max(...trend.map((day) => day[key]));
  const [first, last] = [trend[0]?.day, trend.at(-1)?.day];
  return (
    <Panel
      title="Day by day"
      note={most === 0 ? 'None on any day' : `At most ${formatCount(most)} on a day; today so far`}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="What is drawn"
          data={columns.map(({ key: value, label }) => ({ value, label }))}
          value={key}
          onChange={(value) => setKey(columns.find((each) => each.key === value)?.key ?? 'refused')}
        />
      }
    >
      <ol className="overview-trend" aria-label={`${column.label} day by day`}>
        {trend.map((day) => {
          const value = day[key];
          const words = `${formatCalendarDate(day.day)}: ${formatCount(value)} ${column.label.toLowerCase()}`;
          const lead = leadTo(overview, column.counted, { day: day.day });
          const bar = <i style={{ height: `${most === 0 ? 0 : (value / most) * 100}%` }} />;
          return (
            <li key={day.day} title={words}>
              {value === 0 ? (
                <span className="overview-bar" role="img" aria-label={words}>
                  {bar}
                </span>
              ) : (
                <a
                  className="overview-bar"
                  href={deskAddress(lead.tab, lead.search)}
                  aria-label={words}
                  onClick={(event) => {
                    event.preventDefault();
                    onOpen(lead.tab, lead.search);
                  }}
                >
                  {bar}
                </a>
              )}
            </li>
          );
        })}
      </ol>
      <p className="overview-trend-ends">
        <span>{first === undefined ? '' : formatCalendarDate(first)}</span>
        <span>{last === undefined ? '' : formatCalendarDate(last)}</span>
      </p>
    </Panel>
  );
}
