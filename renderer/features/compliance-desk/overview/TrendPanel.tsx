import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Overview } from '../../../../shared/contracts/compliance/overview.contract.ts';
import { formatCalendarDate } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { LeadingTabProps } from '../desk-tab-props.ts';
import { deskAddress } from '../desk-search.ts';
import { type ColumnKey, columns, formatCount, leadTo, type TrendDay, trendParts } from './overview.model.ts';

/** One count day by day; each bar, or each week where days are narrow, leads to its days. */
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
        {trendParts(trend).map((days) => (
          <TrendPart key={days[0]?.day} overview={overview} column={column} days={days} most={most} onOpen={onOpen} />
        ))}
      </ol>
      <p className="overview-trend-ends">
        <span>{first === undefined ? '' : formatCalendarDate(first)}</span>
        <span>{last === undefined ? '' : formatCalendarDate(last)}</span>
      </p>
    </Panel>
  );
}

type PartProps = LeadingTabProps & {
  overview: Overview;
  column: (typeof columns)[number];
  days: readonly TrendDay[];
  /** What fills the height. */
  most: number;
};

function TrendPart({ overview, column, days, most, onOpen }: PartProps) {
  const { key, label, counted } = column;
  const sum = days.reduce((total, day) => total + day[key], 0);
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  const when =
    first === last ? formatCalendarDate(first) : `${formatCalendarDate(first)} to ${formatCalendarDate(last)}`;
  const words = `${when}: ${formatCount(sum)} ${label.toLowerCase()}`;
  const lead = leadTo(overview, counted, { days });
  const bars = days.map((day) => (
    <i key={day.day} style={{ height: `${most === 0 ? 0 : (day[key] / most) * 100}%` }} />
  ));
  return (
    <li title={words} style={{ flexGrow: days.length }}>
      {sum === 0 ? (
        <span className="overview-bar" role="img" aria-label={words}>
          {bars}
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
          {bars}
        </a>
      )}
    </li>
  );
}
