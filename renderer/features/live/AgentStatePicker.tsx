import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { breakReasons } from '../../../shared/domain/agents/agent-states.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useSignInState } from '../../platform/snapshot-store.ts';
import { agentStateWords, breakWords } from '../../ui/agent-words.ts';
import { BarPopover } from '../../ui/BarPopover.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { StatusDot } from '../../ui/StatusPill.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { DayList, DayStrip } from './DayStrip.tsx';
import { type Choice, choiceWords, useAgentState } from './use-agent-state.ts';
import { useTimes } from './use-times.ts';

const choices: readonly Choice[] = [
  { state: 'available' },
  ...breakReasons.map((reason) => ({ state: 'break' as const, reason })),
];
const isSame = (a: Choice, b: Choice): boolean => choiceWords(a) === choiceWords(b);

/** What one does now and since when, the next thing by one key, and where the day has gone. */
export function AgentStatePicker() {
  const [isOpen, setIsOpen] = useState(false);
  const { choice, forced, since, isOutage, choose } = useAgentState();
  const toggle = (): void => setIsOpen((was) => !was);
  useShortcut('state.open', toggle);
  const isBreak = choice.state === 'break';
  const tone = forced ? agentStateWords[forced].tone : isBreak ? 'warn' : 'good';
  return (
    <BarPopover
      label="What you do now"
      isOpen={isOpen}
      onChange={setIsOpen}
      width={300}
      target={
        <button
          type="button"
          className={`top-button state-button tone-${tone}`}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          aria-keyshortcuts={keymap['state.open'].keys}
          onClick={toggle}
        >
          <StatusDot tone={isOutage ? 'stop' : tone} />
          <strong>{forced ? agentStateWords[forced].label : choiceWords(choice)}</strong>
          {forced && isBreak ? <span>then {choiceWords(choice).toLowerCase()}</span> : null}
          {since === null ? null : <LiveTimer since={since} />}
          <IconChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <Choices
        choice={choice}
        title={forced ? 'After this call' : 'What you do now'}
        onChoose={(next) => {
          choose(next);
          setIsOpen(false);
        }}
      />
      <OwnDay isShown={isOpen} isOutage={isOutage} />
    </BarPopover>
  );
}

type ChoicesProps = { choice: Choice; title: string; onChoose: (choice: Choice) => void };

/** A list of buttons: arrows move, Enter takes, the digit before the words takes at once. */
function Choices({ choice, title, onChoose }: ChoicesProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const digit = choices[Number(event.key) - 1];
    if (digit && /^\d$/.test(event.key)) {
      event.preventDefault();
      onChoose(digit);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div className="menu-panel" ref={list} role="group" aria-label={title}>
      <h3>{title}</h3>
      {choices.map((each, index) => (
        <button
          key={choiceWords(each)}
          type="button"
          className="menu-choice"
          onKeyDown={onKeyDown}
          aria-pressed={isSame(each, choice)}
          data-autofocus={isSame(each, choice) ? true : undefined}
          onClick={() => onChoose(each)}
        >
          <kbd aria-hidden>{index + 1}</kbd>
          <StatusDot tone={each.state === 'available' ? 'good' : 'warn'} />
          <span>{each.state === 'available' ? choiceWords(each) : breakWords[each.reason]}</span>
          {isSame(each, choice) ? <IconCheck size={15} aria-hidden /> : null}
        </button>
      ))}
    </div>
  );
}

function OwnDay({ isShown, isOutage }: { isShown: boolean; isOutage: boolean }) {
  const signIn = useSignInState();
  const ownId = signIn?.state === 'signed-in' ? signIn.me.id : null;
  const times = useTimes(isShown);
  const own = times.data?.find((each) => each.agent_id === ownId) ?? null;
  return (
    <div className="menu-panel own-day">
      <h3>Your day</h3>
      {times.isError && !times.data ? <ProblemNotice problem={problemOf(times.error)} /> : <DayStrip time={own} />}
      <DayList time={own} />
      {isOutage ? <p className="muted">An outage now is not charged to you.</p> : null}
    </div>
  );
}
