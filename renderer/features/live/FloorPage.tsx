import { IconHeadset } from '@tabler/icons-react';
import { problemOf } from '../../platform/bridge.ts';
import { formatPhone, formatTime, formatWholeMoney } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusDot, StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, Notice, ProblemState } from '../../ui/States.tsx';
import {
  agentStateWords,
  callOf,
  countStates,
  type Floor,
  type FloorAgent,
  type FloorCall,
  sortAgents,
} from './floor.model.ts';
import { MosPill } from './MosPill.tsx';
import { useFloor } from './use-floor.ts';
import './floor.css';

/** Who is doing what on the floor, now, and how the day goes. */
export function FloorPage() {
  const { floor, first, staleSince } = useFloor();
  if (floor === null)
    return (
      <Panel title="Floor" className="page-panel">
        {first.isError ? (
          <ProblemState problem={problemOf(first.error)} onRetry={() => void first.refetch()} />
        ) : staleSince === null ? (
          <LoadingState label="Waiting for the floor" lines={10} />
        ) : (
          <EmptyState title="The server cannot be reached" text="The floor appears as soon as it answers." />
        )}
      </Panel>
    );
  return (
    <div className={`floor${staleSince === null ? '' : ' is-stale'}`}>
      {staleSince === null ? null : (
        <Notice tone="warn" isAlert title={`Disconnected since ${formatTime(staleSince)}`}>
          What you see is as of then. It renews by itself when the server answers.
        </Notice>
      )}
      <Today floor={floor} />
      <Panel
        title="Agents"
        note={`${floor.agents.length} people`}
        actions={<StateCounts floor={floor} />}
        className="floor-agents"
      >
        {floor.agents.length === 0 ? (
          <EmptyState icon={<IconHeadset size={20} />} title="Nobody is signed in yet" />
        ) : (
          <AgentTable floor={floor} />
        )}
      </Panel>
      <Panel title="Calls in progress" note={String(floor.calls.length)} className="floor-calls">
        {floor.calls.length === 0 ? (
          <EmptyState title="No call at the moment" text="Calls stand here from the first ring to the end." />
        ) : (
          <ul className="floor-call-list scroll">
            {floor.calls.map((call) => (
              <CallLine
                key={call.id}
                call={call}
                agent={floor.agents.find((each) => each.id === call.agent_id) ?? null}
              />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Today({ floor: { today } }: { floor: Floor }) {
  const connectRate = today.calls === 0 ? null : Math.round((today.connected / today.calls) * 100);
  const figures = [
    { label: 'Calls today', value: today.calls.toLocaleString('en-US'), note: '' },
    {
      label: 'Connected',
      value: today.connected.toLocaleString('en-US'),
      note: connectRate === null ? '' : `${connectRate} % of calls`,
    },
    { label: 'Conversations', value: today.conversations.toLocaleString('en-US'), note: 'with the right person' },
    {
      label: 'Promises',
      value: today.promises.toLocaleString('en-US'),
      note: formatWholeMoney(today.promised_cents),
    },
    {
      label: 'Refused by compliance',
      value: today.refused_by_compliance.toLocaleString('en-US'),
      note: 'never dialed',
    },
  ];
  return (
    <dl className="floor-today panel" aria-label="Today">
      {figures.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <strong className="figure">{value}</strong>
            {note === '' ? null : <span>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const StateCounts = ({ floor }: { floor: Floor }) => (
  <ul className="floor-counts">
    {countStates(floor.agents)
      .filter(({ count }) => count > 0)
      .map(({ state, count }) => (
        <li key={state}>
          <StatusDot tone={agentStateWords[state].tone} isHollow={state === 'offline'} /> {count}{' '}
          {agentStateWords[state].label.toLowerCase()}
        </li>
      ))}
  </ul>
);

const AgentTable = ({ floor }: { floor: Floor }) => (
  <ScrollRegion className="page- scroll" label="List of agents">
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Agent</th>
          <th scope="col">State</th>
          <th scope="col" className="end">
            For
          </th>
          <th scope="col">Account</th>
          <th scope="col">Call with</th>
          <th scope="col" className="end">
            Talk
          </th>
          <th scope="col">Quality</th>
        </tr>
      </thead>
      <tbody>
        {sortAgents(floor.agents).map((agent) => (
          <AgentRow key={agent.id} agent={agent} call={callOf(floor, agent.id)} />
        ))}
      </tbody>
    </table>
  </ScrollRegion>
);

function AgentRow({ agent, call }: { agent: FloorAgent; call: FloorCall | null }) {
  const { label, tone } = agentStateWords[agent.state];
  const isAway = agent.state === 'offline';
  return (
    <tr className={isAway ? 'is-away' : ''}>
      <td>
        <strong>{agent.full_name}</strong>
      </td>
      <td>
        <span className="floor-state">
          <StatusDot tone={tone} isHollow={isAway} /> {label}
        </span>
      </td>
      <td className="end">
        <LiveTimer since={agent.since} />
      </td>
      <td className="mono">{call?.account_reference ?? agent.account_reference ?? ''}</td>
      <td>{call ? (call.consumer_name ?? formatPhone(call.phone_number)) : ''}</td>
      <td className="end">{call?.answered_at ? <LiveTimer since={call.answered_at} /> : call ? 'Ringing' : ''}</td>
      <td>{call ? <MosPill mos={call.mos} /> : null}</td>
    </tr>
  );
}

const CallLine = ({ call, agent }: { call: FloorCall; agent: FloorAgent | null }) => (
  <li>
    <span className="floor-call-who">
      <strong className="truncate">{call.consumer_name ?? formatPhone(call.phone_number)}</strong>
      <span className="muted truncate">
        {agent?.full_name ?? 'Unknown agent'} · {call.direction === 'inbound' ? 'incoming' : 'outgoing'}
      </span>
    </span>
    {call.answered_at ? <MosPill mos={call.mos} /> : <StatusPill tone="accent">Ringing</StatusPill>}
    <span className="floor-call-time">
      <LiveTimer since={call.answered_at ?? call.started_at} />
    </span>
  </li>
);
