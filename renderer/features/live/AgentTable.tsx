import { IconEar, IconMessage2, IconPhoneX, IconUsersPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { problemOf } from '../../platform/bridge.ts';
import { usePhone, useSignInState } from '../../platform/snapshot-store.ts';
import { agentStateWords, breakWords } from '../../ui/agent-words.ts';
import { formatPhone } from '../../ui/format.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { MosPill } from '../../ui/MosPill.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { StatusDot, StatusPill } from '../../ui/StatusPill.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { HangUpDialog, supervisionWords, useStartSupervision, useSupervisions } from '../supervision/index.ts';
import { callOf, type Floor, type FloorAgent, type FloorCall, sortAgents, stepAgent } from './floor.model.ts';

const modes = [
  { mode: 'listen', icon: IconEar, keys: keymap['supervision.listen'].keys },
  { mode: 'whisper', icon: IconMessage2, keys: keymap['supervision.whisper'].keys },
  { mode: 'barge', icon: IconUsersPlus, keys: keymap['supervision.barge'].keys },
] as const;

/** Every agent now. Arrows or j and k mark a row; l, w and a listen, whisper and barge in its call. */
export function AgentTable({ floor }: { floor: Floor }) {
  const signIn = useSignInState();
  const maySupervise = signIn?.state === 'signed-in' && signIn.me.permissions.includes('call.supervise');
  const canSupervise = usePhone()?.services.canSupervise ?? false;
  const start = useStartSupervision();
  const [markedId, setMarkedId] = useState<string | null>(null);
  const [endingId, setEndingId] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const agents = sortAgents(floor.agents);
  const obstacle = !maySupervise
    ? 'Your role does not supervise calls'
    : canSupervise
      ? null
      : 'The telephone system does not offer it';

  const mark = (step: 1 | -1): void => {
    const next = stepAgent(agents, markedId, step);
    setMarkedId(next);
    body.current?.querySelector<HTMLElement>(`[data-agent="${next ?? ''}"]`)?.focus();
  };
  const supervise = (agentId: string | null, mode: SupervisionMode): void => {
    if (agentId === null || obstacle !== null || start.isPending) return;
    if (callOf(floor, agentId)?.answered_at) start.mutate({ agentId, mode });
  };
  const marked = markedId === null ? null : callOf(floor, markedId);
  useShortcut('queue.down', () => mark(1));
  useShortcut('queue.up', () => mark(-1));
  useShortcut('supervision.listen', () => supervise(markedId, 'listen'));
  useShortcut('supervision.whisper', () => supervise(markedId, 'whisper'));
  useShortcut('supervision.barge', () => supervise(markedId, 'barge'));
  useShortcut('supervision.hang-up', () => setEndingId(marked?.id ?? null), marked !== null && maySupervise);
  const ending = floor.calls.find((call) => call.id === endingId);
  return (
    <>
      {start.isError ? (
        <div className="floor-problem">
          <ProblemNotice problem={problemOf(start.error)} />
        </div>
      ) : null}
      <ScrollRegion className="page-scroll" label="List of agents">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Agent</th>
              <th scope="col">State</th>
              <th scope="col" className="end">
                For
              </th>
              <th scope="col" className="floor-account">
                Account
              </th>
              <th scope="col">Call with</th>
              <th scope="col" className="end">
                Talk
              </th>
              <th scope="col">Quality</th>
              <th scope="col">
                <span className="visually-hidden">Supervise</span>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {agents.map((agent) => (
              <AgentRow
                key={agent.id}
                agent={agent}
                call={callOf(floor, agent.id)}
                isMarked={agent.id === markedId}
                isFirst={markedId === null && agent === agents[0]}
                obstacle={obstacle}
                onMark={() => setMarkedId(agent.id)}
                onSupervise={(mode) => supervise(agent.id, mode)}
                onHangUp={setEndingId}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <HangUpDialog
        callId={ending?.id ?? null}
        who={`the call with ${ending?.consumer_name ?? 'this number'}`}
        onClose={() => setEndingId(null)}
      />
    </>
  );
}

type RowProps = {
  agent: FloorAgent;
  call: FloorCall | null;
  isMarked: boolean;
  isFirst: boolean;
  /** Why nobody can be supervised; null when one can. */
  obstacle: string | null;
  onMark: () => void;
  onSupervise: (mode: SupervisionMode) => void;
  onHangUp: (callId: string) => void;
};

function AgentRow({ agent, call, isMarked, isFirst, obstacle, onMark, onSupervise, onHangUp }: RowProps) {
  const { label, tone } = agentStateWords[agent.state];
  const isAway = agent.state === 'offline';
  const supervision = useSupervisions().find((each) => each.agent_id === agent.id);
  const name = agent.full_name;
  return (
    <tr
      data-agent={agent.id}
      className={`${isAway ? 'is-away' : ''}${isMarked ? ' is-marked' : ''}`}
      tabIndex={isMarked || isFirst ? 0 : -1}
      onFocus={onMark}
    >
      <td>
        <strong>{name}</strong>
      </td>
      <td>
        <span className="floor-state">
          <StatusDot tone={agent.is_outage ? 'stop' : tone} isHollow={isAway} />
          {agent.state === 'break' && agent.reason !== null ? breakWords[agent.reason] : label}
          {agent.is_outage ? <StatusPill tone="stop">Outage</StatusPill> : null}
        </span>
      </td>
      <td className="end">
        <LiveTimer since={agent.since} />
      </td>
      <td className="mono floor-account">{call?.account_reference ?? agent.account_reference ?? ''}</td>
      <td>{call ? (call.consumer_name ?? formatPhone(call.phone_number)) : ''}</td>
      <td className="end">{call?.answered_at ? <LiveTimer since={call.answered_at} /> : call ? 'Ringing' : ''}</td>
      <td>{call?.answered_at ? <MosPill mos={call.mos} /> : null}</td>
      <td>
        {supervision ? (
          <StatusPill tone="accent">
            {supervisionWords[supervision.mode].label}: {supervision.supervisor_name}
          </StatusPill>
        ) : call?.answered_at ? (
          <span className="floor-tools">
            {modes.map(({ mode, icon: Icon, keys }) => (
              <IconAction
                key={mode}
                label={obstacle ?? `${supervisionWords[mode].label}: ${name}`}
                keys={keys}
                isDisabled={obstacle !== null}
                onClick={() => onSupervise(mode)}
              >
                <Icon size={16} />
              </IconAction>
            ))}
            <IconAction
              label={`End the call of ${name}`}
              keys={keymap['supervision.hang-up'].keys}
              onClick={() => onHangUp(call.id)}
            >
              <IconPhoneX size={16} />
            </IconAction>
          </span>
        ) : null}
      </td>
    </tr>
  );
}
