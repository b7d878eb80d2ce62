import { problemOf } from '../../../platform/bridge.ts';
import { formatDateTime, formatPhone } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { OverrideRequests, stateWords, useOverrides, useWaitingOverrides } from '../../overrides/index.ts';
import './overrides-tab.css';

/** What agents ask to be set aside, and what became of the requests of the last day. */
export function OverridesTab() {
  const overrides = useOverrides();
  const waiting = useWaitingOverrides();
  if (overrides.isPending) return <LoadingState label="Loading overrides" lines={10} />;
  if (!overrides.data)
    return <ProblemState problem={problemOf(overrides.error)} onRetry={() => void overrides.refetch()} />;
  return (
    <div className="desk-split overrides-tab">
      <Panel title="Waiting for an answer" note={String(waiting.length)}>
        {waiting.length === 0 ? (
          <EmptyState title="Nobody asks for anything" text="A request waits ten minutes, then it runs out." />
        ) : (
          <ScrollRegion className="page-scroll" label="Requests">
            <OverrideRequests waiting={waiting} />
          </ScrollRegion>
        )}
      </Panel>
      <Panel title="The last day" note={String(overrides.data.length)}>
        {overrides.data.length === 0 ? (
          <EmptyState title="No refusal was asked about" />
        ) : (
          <ScrollRegion className="page-scroll" label="Overrides of the last day">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Asked</th>
                  <th scope="col">Agent</th>
                  <th scope="col">Number</th>
                  <th scope="col">Rules</th>
                  <th scope="col">Became</th>
                  <th scope="col">Answered by</th>
                </tr>
              </thead>
              <tbody>
                {overrides.data.map((each) => (
                  <tr key={each.id}>
                    <td className="figure">{formatDateTime(each.asked_at)}</td>
                    <td>{each.agent_name}</td>
                    <td className="figure">{formatPhone(each.phone_number)}</td>
                    <td>{each.findings.map(({ rule_id: rule }) => rule).join(', ')}</td>
                    <td>
                      <StatusPill tone={stateWords[each.state].tone}>{stateWords[each.state].label}</StatusPill>
                    </td>
                    <td>{each.rulings.map((ruling) => `${ruling.by_name}: ${ruling.reason}`).join('; ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </Panel>
    </div>
  );
}
