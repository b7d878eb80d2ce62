import { SegmentedControl } from '@mantine/core';
import { IconHeadset, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { agentStateWords } from '../../ui/agent-words.ts';
import { formatPhone, formatTime, formatWholeMoney } from '../../ui/format.ts';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { MosPill } from '../../ui/MosPill.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { StatusDot, StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, Notice, ProblemState } from '../../ui/States.tsx';
import { PanelBoundary } from '../feedback/index.ts';
import { OverrideRequests, useWaitingOverrides } from '../overrides/index.ts';
import { ParkedList } from '../telephony/index.ts';
import { AgentTable } from './AgentTable.tsx';
import { countStates, type Floor, type FloorAgent, type FloorCall } from './floor.model.ts';
import { FloorCheckOuts } from './FloorCheckOuts.tsx';
import { FloorDay } from './FloorDay.tsx';
import { useFloor } from './use-floor.ts';
import './floor.css';

const views = [
  { value: 'now', label: 'Now' },
  { value: 'day', label: 'Times' },
  { value: 'check-outs', label: 'Check-outs' },
] as const;
/** What agents ask to be set aside; only there while somebody asks. */
function AskedOverrides() {
  const waiting = useWaitingOverrides();
  if (waiting.length === 0) return null;
  return (
    <Panel title="Set aside?" note={String(waiting.length)} className="floor-overrides">
      <ScrollRegion className="page-scroll" label="Refusals to set aside">
        <OverrideRequests waiting={waiting} />
      </ScrollRegion>
    </Panel>
  );
}

type View = (typeof views)[number]['value'];

/** Who is doing what on the floor, now, and how the day goes. */
export function FloorPage() {
  const { floor, first, staleSince } = useFloor();
  const [view, setView] = useState<View>('now');
  const canPark = usePhone()?.services.canPark ?? false;
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
        actions={
          <>
            <StateCounts floor={floor} />
            <SegmentedControl
              role="radiogroup"
              aria-label="What is shown of the agents"
              value={view}
              onChange={(value) => setView(views.find((each) => each.value === value)?.value ?? 'now')}
              data={views.map(({ value, label }) => ({ value, label }))}
            />
          </>
        }
        className="floor-agents"
      >
        {floor.agents.length === 0 ? (
          <EmptyState icon={<IconHeadset size={20} />} title="Nobody is signed in yet" />
        ) : view === 'now' ? (
          <AgentTable floor={floor} />
        ) : (
          <PanelBoundary panel={view === 'day' ? 'Times' : 'Check-outs'}>
            {view === 'day' ? <FloorDay /> : <FloorCheckOuts agents={floor.agents} />}
          </PanelBoundary>
        )}
      </Panel>
      <div className="floor-side">
        <AskedOverrides />
        <Panel title="Calls in progress" note={String(floor.calls.length)} className="floor-calls">
          {floor.calls.length === 0 ? (
            <EmptyState title="No call at the moment" text="Calls stand here from the first ring to the end." />
          ) : (
            <ScrollRegion className="floor-call-list" label="Calls that go on">
              <ul>
                {floor.calls.map((call) => (
                  <CallLine
                    key={call.id}
                    call={call}
                    agent={floor.agents.find((each) => each.id === call.agent_id) ?? null}
                  />
                ))}
              </ul>
            </ScrollRegion>
          )}
        </Panel>
        {canPark ? (
          <PanelBoundary panel="Parked calls">
            <Panel title="Parked calls" className="floor-parked">
              <ParkedList />
            </Panel>
          </PanelBoundary>
        ) : null}
      </div>
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

const CallLine = ({ call, agent }: { call: FloorCall; agent: FloorAgent | null }) => (
  <li>
    {call.direction === 'inbound' ? (
      <IconPhoneIncoming size={15} aria-hidden />
    ) : (
      <IconPhoneOutgoing size={15} aria-hidden />
    )}
    <span className="floor-call-who">
      <strong className="truncate">{call.consumer_name ?? formatPhone(call.phone_number)}</strong>
      <span className="muted truncate">
        {agent?.full_name ?? 'Unknown agent'}
        <span className="visually-hidden">, {call.direction === 'inbound' ? 'incoming' : 'outgoing'}</span>
      </span>
    </span>
    {call.answered_at ? <MosPill mos={call.mos} /> : <StatusPill tone="accent">Ringing</StatusPill>}
    <span className="floor-call-time">
      <LiveTimer since={call.answered_at ?? call.started_at} />
    </span>
  </li>
);
