import type { ReactNode } from 'react';
import type { Overview, OverviewFigure } from '../../../../shared/contracts/compliance/overview.contract.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState } from '../../../ui/States.tsx';
import type { LeadingTabProps } from '../desk-tab-props.ts';
import { FigureLink } from './FigureLink.tsx';
import { type ColumnKey, changeWords, columns, formatCount, leadTo, type Part } from './overview.model.ts';

type Row = Readonly<Record<ColumnKey, OverviewFigure>> & {
  key: string;
  /** What the row is about, for those who hear a number alone. */
  name: string;
  head: ReactNode;
  part: Part;
  decided: OverviewFigure | null;
};
type Props = LeadingTabProps & { title: string; note: string; what: string; overview: Overview; rows: readonly Row[] };

/** Counts by something, each number leading to what it counts; small beside it what it was in the span before. */
export function CountTable({ title, note, what, overview, rows, onOpen }: Props) {
  const hasDecided = rows.some(({ decided }) => decided !== null);
  return (
    <Panel title={title} note={note} className="overview-table">
      {rows.length === 0 ? (
        <EmptyState title="Nothing to count in this span or the one before" />
      ) : (
        <ScrollRegion className="page-scroll" label={title}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{what}</th>
                {hasDecided ? <th scope="col">Decisions</th> : null}
                {columns.map(({ key, label }) => (
                  <th key={key} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.head}</th>
                  {row.decided === null ? null : <td className="figure">{formatCount(row.decided.now)}</td>}
                  {columns.map(({ key, label, counted }) => (
                    <td key={key} title={changeWords(row[key], overview.days)}>
                      <FigureLink
                        value={row[key].now}
                        lead={leadTo(overview, counted, row.part)}
                        label={`${label.toLowerCase()}, ${row.name}`}
                        onOpen={onOpen}
                      />{' '}
                      <small className="figure">
                        <span className="visually-hidden">before: </span>
                        {formatCount(row[key].before)}
                      </small>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Panel>
  );
}
