import type { PurgeFindings } from '../../../../shared/contracts/retention/retention.contract.ts';
import { purgeKinds, recordClasses } from '../../../../shared/domain/compliance/retention/record-classes.ts';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { keepWords } from './retention.model.ts';

const figures = (count: number): string => count.toLocaleString('en-US');

/** What a dry run found, kind by kind; below it what no purge ever takes. */
export function FindingsTable({ findings }: { findings: PurgeFindings }) {
  return (
    <>
      {findings.is_cut ? (
        <Notice title="More may go than one purge takes.">Run it, then begin with the next dry run.</Notice>
      ) : null}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Verdict</th>
            <th scope="col" className="end">
              Records
            </th>
            <th scope="col">Why</th>
            <th scope="col">First may go</th>
          </tr>
        </thead>
        <tbody>
          {purgeKinds.map((kind) => {
            const gone = findings.may_go.find((each) => each.kind === kind)?.count ?? 0;
            const kept = findings.must_stay.filter((each) => each.kind === kind);
            const { title, holds } = recordClasses[kind];
            return [
              <tr key={kind}>
                <th scope="row" rowSpan={1 + kept.length} title={holds}>
                  {title}
                </th>
                <td>
                  <StatusPill tone={gone === 0 ? 'neutral' : 'accent'}>May go</StatusPill>
                </td>
                <td className="end figure">{figures(gone)}</td>
                <td>{gone === 0 ? 'None' : 'Nothing keeps them any more'}</td>
                <td className="figure">{gone === 0 ? '–' : 'Now'}</td>
              </tr>,
              ...kept.map(({ because, count, example, next_at: nextAt }) => (
                <tr key={`${kind} ${because}`}>
                  <td>
                    <StatusPill tone="warn" isOutline>
                      Must stay
                    </StatusPill>
                  </td>
                  <td className="end figure">{figures(count)}</td>
                  <td>
                    {keepWords[because]}
                    <div className="muted">{example}</div>
                  </td>
                  <td className="figure">{nextAt === null ? '' : formatDate(nextAt)}</td>
                </tr>
              )),
            ];
          })}
          {findings.never.map(({ kind, count }) => (
            <tr key={kind} title={recordClasses[kind].holds}>
              <th scope="row">{recordClasses[kind].title}</th>
              <td>
                <StatusPill isOutline>Not purged</StatusPill>
              </td>
              <td className="end figure">{count === null ? '' : figures(count)}</td>
              <td colSpan={2} className="muted">
                {recordClasses[kind].clock}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
