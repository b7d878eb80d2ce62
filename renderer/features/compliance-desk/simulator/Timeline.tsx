import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { Verdict } from '../../../../shared/domain/compliance/rule.ts';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import {
  cursorAfterKey,
  DAY_MS,
  midnightsOf,
  momentWords,
  nightsOf,
  QUARTER_MS,
  rowKey,
  type ShownRow,
  verdictNames,
} from './simulator.model.ts';
import type { Simulation } from './use-simulation.ts';

type Props = {
  simulation: Simulation;
  selectedKey: string | null;
  onCursor: (atMs: number) => void;
  onSelect: (key: string | null) => void;
};
type Range = { fromMs: number; untilMs: number };

const percent = (atMs: number, { fromMs, untilMs }: Range): string =>
  `${((atMs - fromMs) / (untilMs - fromMs)) * 100}%`;
const place = (span: Range, range: Range) => ({
  left: percent(span.fromMs, range),
  width: `${((span.untilMs - span.fromMs) / (range.untilMs - range.fromMs)) * 100}%`,
});
/** More zones than these say little more in a strip of their own. */
const MOST_STRIPS = 3;
const zoneNameOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Fourteen days across, a rule a line; the cursor is one moment on all of them. */
export function Timeline({ simulation, selectedKey, onCursor, onSelect }: Props) {
  const { fromMs, untilMs, atMs, zones, together, speaking, silent, isComplete, asked, rules, result } = simulation;
  const [showsSilent, setShowsSilent] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const range = useMemo(() => ({ fromMs, untilMs }), [fromMs, untilMs]);
  const zone = zones[0] ?? 'UTC';
  const edges = useMemo(() => together.slice(1).map((span) => span.fromMs), [together]);

  const moveTo = ({ clientX }: PointerEvent): void => {
    const track = grid.current?.querySelector('.tl-axis')?.getBoundingClientRect();
    if (!track || track.width === 0) return;
    const share = Math.min(1, Math.max(0, (clientX - track.left) / track.width));
    const wantedMs = Math.round((fromMs + share * (untilMs - fromMs)) / QUARTER_MS) * QUARTER_MS;
    onCursor(Math.min(untilMs - 1, Math.max(fromMs, wantedMs)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = cursorAfterKey(event.key, event.shiftKey, atMs, { fromMs, untilMs, edges, zone });
    if (next === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onCursor(next);
  };
  const spoken = `${momentWords(atMs, zone)}: ${verdictNames[result.decision.verdict]}`;
  return (
    <ScrollRegion className="tl-scroll" label="Time line">
      <div
        ref={grid}
        role="presentation"
        className="tl"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0 || !(event.target instanceof Element) || !event.target.closest('.tl-track')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          moveTo(event);
          grid.current?.querySelector<HTMLElement>('[role=slider]')?.focus({ preventScroll: true });
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
        }}
      >
        <Nights zones={zones} range={range} />
        <div className="tl-head">
          <span className="tl-label muted">{zoneNameOf(zone)} days</span>
          <DayAxis zone={zone} range={range} />
        </div>
        {zones.slice(0, MOST_STRIPS).map((each, index) => (
          <ZoneStrip
            key={each}
            zone={each}
            range={range}
            more={index === MOST_STRIPS - 1 ? zones.length - MOST_STRIPS : 0}
          />
        ))}
        <div className="tl-row is-together">
          <span className="tl-label">
            <b>All rules together</b>
          </span>
          <div className="tl-track">
            {isComplete ? null : (
              <output className="tl-asking">
                {asked} of {rules} rules asked
              </output>
            )}
            {together.map((span) => (
              <Bar key={span.fromMs} verdict={span.verdict} span={span} range={range} />
            ))}
          </div>
        </div>
        {speaking.map((row) => (
          <RowLine
            key={rowKey(row)}
            row={row}
            range={range}
            isSelected={rowKey(row) === selectedKey}
            onSelect={onSelect}
          />
        ))}
        {isComplete && silent.length > 0 ? (
          <Button
            className="tl-fold"
            variant="subtle"
            size="compact-sm"
            aria-expanded={showsSilent}
            leftSection={
              showsSilent ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />
            }
            onClick={() => setShowsSilent(!showsSilent)}
          >
            {silent.length} {silent.length === 1 ? 'rule has' : 'rules have'} nothing against it in these days
          </Button>
        ) : null}
        {isComplete && showsSilent
          ? silent.map((row) => (
              <RowLine
                key={rowKey(row)}
                row={row}
                range={range}
                isSelected={rowKey(row) === selectedKey}
                onSelect={onSelect}
              />
            ))
          : null}
        <div className="tl-cursor-box">
          <div
            className={`tl-cursor verdict-${result.decision.verdict}`}
            style={{ left: percent(atMs, range) }}
            role="slider"
            tabIndex={0}
            aria-label="Moment looked at"
            aria-orientation="horizontal"
            aria-valuemin={0}
            aria-valuemax={(untilMs - fromMs) / 60_000}
            aria-valuenow={Math.round((atMs - fromMs) / 60_000)}
            aria-valuetext={spoken}
          />
        </div>
      </div>
    </ScrollRegion>
  );
}

type BarProps = { verdict: Verdict; span: Range; range: Range; reason?: string };
const Bar = ({ verdict, span, range, reason }: BarProps) => (
  <i className={`tl-bar verdict-${verdict}`} style={place(span, range)} title={reason ?? verdictNames[verdict]} />
);

type RowProps = { row: ShownRow; range: Range; isSelected: boolean; onSelect: (key: string | null) => void };

const RowLine = memo(function RowLine({ row, range, isSelected, onSelect }: RowProps) {
  const key = rowKey(row);
  const isPolicy = row.isPolicy || row.spans.some(({ finding }) => finding.is_policy);
  return (
    <div className={`tl-row${row.mode === 'shadow' ? ' is-shadow' : ''}${isSelected ? ' is-selected' : ''}`}>
      <button
        type="button"
        className="tl-label"
        aria-pressed={isSelected}
        title={`${row.title} (${row.packId})`}
        onClick={() => onSelect(isSelected ? null : key)}
      >
        <span className="figure tl-id">{row.ruleId}</span>
        <span className="truncate">{row.title}</span>
        {row.mode === 'shadow' ? <StatusPill isOutline>Shadow</StatusPill> : null}
        {isPolicy ? <StatusPill isOutline>Policy</StatusPill> : null}
      </button>
      <div className="tl-track">
        {row.spans.map((span) => (
          <Bar
            key={span.fromMs}
            verdict={span.finding.verdict}
            span={span}
            range={range}
            reason={`${verdictNames[span.finding.verdict]}: ${span.finding.reason}`}
          />
        ))}
      </div>
    </div>
  );
});

const dayOfMonth = (atMs: number, zone: string): string =>
  new Intl.DateTimeFormat('en-US', { day: 'numeric', timeZone: zone }).format(atMs);
/** The weekday; the month where one begins. */
const dayName = (atMs: number, zone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    [dayOfMonth(atMs, zone) === '1' ? 'month' : 'weekday']: 'short',
    timeZone: zone,
  }).format(atMs);

const DayAxis = memo(function DayAxis({ zone, range }: { zone: string; range: Range }) {
  const midnights = midnightsOf(zone, range.fromMs, range.untilMs);
  const days = [range.fromMs, ...midnights].map((beginMs, index) => ({
    fromMs: beginMs,
    untilMs: midnights[index] ?? range.untilMs,
  }));
  return (
    <div className="tl-axis tl-track">
      {days.map((day) => (
        <span key={day.fromMs} className="tl-day" style={place(day, range)}>
          {day.untilMs - day.fromMs > DAY_MS * 0.85 ? dayName(day.fromMs, zone) : null}
          {day.untilMs - day.fromMs > DAY_MS * 0.4 ? <b>{dayOfMonth(day.fromMs, zone)}</b> : null}
        </span>
      ))}
    </div>
  );
});

/** Day and night where the consumer is; the hours in between are those presumed convenient. */
const ZoneStrip = memo(function ZoneStrip({ zone, range, more }: { zone: string; range: Range; more: number }) {
  return (
    <div className="tl-zone">
      <span className="tl-label muted truncate">
        {zoneNameOf(zone)}, 8 AM to 9 PM{more > 0 ? `; ${more} more ${more === 1 ? 'zone' : 'zones'}` : ''}
      </span>
      <div className="tl-track tl-strip">
        {nightsOf(zone, range.fromMs, range.untilMs).map((night) => (
          <i key={night.fromMs} className="tl-night" style={place(night, range)} />
        ))}
      </div>
    </div>
  );
});

/** Behind the lines: the night of every zone, deeper where several have it. */
const Nights = memo(function Nights({ zones, range }: { zones: readonly string[]; range: Range }) {
  const zone = zones[0] ?? 'UTC';
  return (
    <div className="tl-ground" aria-hidden>
      {zones
        .slice(0, MOST_STRIPS)
        .flatMap((each) =>
          nightsOf(each, range.fromMs, range.untilMs).map((night) => (
            <i key={`${each} ${night.fromMs}`} className="tl-shade" style={place(night, range)} />
          )),
        )}
      {midnightsOf(zone, range.fromMs, range.untilMs).map((atMs) => (
        <i key={atMs} className="tl-midnight" style={{ left: percent(atMs, range) }} />
      ))}
    </div>
  );
});
