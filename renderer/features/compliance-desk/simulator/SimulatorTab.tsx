import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { ComplianceCase } from '../../../../shared/domain/compliance/cases/case-file.ts';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { LoadingState } from '../../../ui/States.tsx';
import { usePackSettings } from '../rules/use-pack-settings.ts';
import { CaseEditor } from './CaseEditor.tsx';
import { CaseFileActions } from './CaseFileActions.tsx';
import { CasePicker } from './CasePicker.tsx';
import { CursorFindings } from './CursorFindings.tsx';
import { fileOfText, type Modes, setInCase, textOfMoment, textOfSituation } from './case-text.model.ts';
import { PackModes } from './PackModes.tsx';
import { QuestionFields } from './QuestionFields.tsx';
import { momentWords } from './simulator.model.ts';
import { situations } from './situations.ts';
import { Timeline } from './Timeline.tsx';
import { useCaseFile, useSimulation } from './use-simulation.ts';
import { VerdictLine } from './VerdictLine.tsx';
import './simulator.css';
import './timeline.css';

/** Modes that a case must name so that it is judged as the organization runs its packs. */
const modesOf = (settings: ReadonlyMap<string, PackSetting>): Modes =>
  Object.fromEntries(
    allPacks.flatMap(({ id, mode }) => {
      const here = settings.get(id)?.mode ?? mode;
      return here === mode ? [] : [[id, here]];
    }),
  );

/** Facts, an action and a moment: what would every rule say, and when would it say something else? */
export function SimulatorTab() {
  const settings = usePackSettings();
  const organization = useMemo(() => (settings.data ? modesOf(settings.data) : null), [settings.data]);
  if (settings.isPending) return <LoadingState label="Loading how the organization runs its rule packs" lines={12} />;
  return <Simulator organization={organization} />;
}

function Simulator({ organization }: { organization: Modes | null }) {
  const [nowMs] = useState(Date.now);
  const [situationId, setSituationId] = useState<string | null>(situations[0]?.id ?? null);
  const [text, setText] = useState(() =>
    situations[0] ? textOfSituation(situations[0], nowMs, organization ?? {}) : '',
  );
  const [chosen, setChosen] = useState(0);
  const [cursorMs, setCursorMs] = useState<number | null>(null);
  const { file, cases } = useCaseFile(text);
  const index = Math.min(chosen, Math.max(0, cases.length - 1));
  const shown = cases[index];

  const start = (next: string): void => {
    setText(next);
    setChosen(0);
    setCursorMs(null);
  };
  const take = (given: string): void => {
    setSituationId(null);
    start(fileOfText(given, textOfMoment(nowMs - (nowMs % 900_000), 'America/New_York'), organization ?? {}));
  };
  const change = (next: string): void => {
    // Facts or a case that were pasted over everything become a file of their own.
    const isWhole = next !== text && !next.includes('"cases"');
    if (isWhole) take(next);
    else setText(next);
  };
  const edit = (path: (string | number)[], value: unknown): void => setText(setInCase(text, index, path, value));
  return (
    <div className="sim">
      <Panel
        title="Case"
        className="sim-question"
        actions={
          shown ? (
            <PackModes
              modes={shown.modes}
              organization={organization}
              onMode={(packId, mode) => edit(['modes', packId], mode)}
              onOrganization={() => edit(['modes'], organization ?? {})}
            />
          ) : null
        }
      >
        <div className="sim-ask">
          <Select
            label="Begin with a situation"
            placeholder="A case of your own"
            searchable
            data={[...new Set(situations.map(({ group }) => group))].map((group) => ({
              group,
              items: situations
                .filter((each) => each.group === group)
                .map(({ id, title }) => ({ value: id, label: title })),
            }))}
            value={situationId}
            maxDropdownHeight={460}
            onChange={(id) => {
              const situation = situations.find((each) => each.id === id);
              if (!situation) return;
              setSituationId(situation.id);
              start(textOfSituation(situation, nowMs, organization ?? {}));
            }}
          />
          {cases.length > 1 ? (
            <CasePicker
              cases={cases}
              index={index}
              onIndex={(next) => {
                setChosen(next);
                setCursorMs(null);
              }}
            />
          ) : null}
          {shown ? (
            <QuestionFields
              text={text}
              index={index}
              shown={shown}
              isBroken={!file.ok}
              onText={(next) => {
                setText(next);
                setCursorMs(null);
              }}
            />
          ) : null}
          <CaseFileActions text={text} name={shown?.id ?? 'cases'} onOpen={take} />
        </div>
        <CaseEditor text={text} issues={file.ok ? [] : file.issues} onChange={change} />
      </Panel>
      {shown ? (
        <Answer
          shown={shown}
          isStale={!file.ok}
          cursorMs={cursorMs}
          onCursor={setCursorMs}
          onAsk={(atMs, zone) => {
            edit(['at'], textOfMoment(atMs, zone));
            setCursorMs(null);
          }}
        />
      ) : (
        <Panel title="The answer" isPadded>
          <p>There is no case in the text yet. Choose a situation, open a file, or paste facts.</p>
        </Panel>
      )}
    </div>
  );
}

type AnswerProps = {
  shown: ComplianceCase;
  isStale: boolean;
  cursorMs: number | null;
  onCursor: (atMs: number | null) => void;
  onAsk: (atMs: number, zone: string) => void;
};

function Answer({ shown, isStale, cursorMs, onCursor, onAsk }: AnswerProps) {
  const [selectedKey, setSelectedKey] = useState<string | null>(null);
  const simulation = useSimulation(shown, cursorMs);
  const { atMs, result, zones, fromMs } = simulation;
  const zone = zones[0] ?? 'UTC';
  return (
    <div className={isStale ? 'sim-answer is-stale' : 'sim-answer'}>
      <VerdictLine isStale={isStale} simulation={simulation} onCursor={onCursor} onAsk={() => onAsk(atMs, zone)} />
      <Panel
        title="Fourteen days"
        note={`as long as the facts stay as they are, from ${momentWords(fromMs, zone)}`}
        actions={
          <span className="tl-keys muted" aria-hidden>
            <KeyHint keys="arrowleft arrowright" /> quarter of an hour <KeyHint keys="shift+arrowright" /> day{' '}
            <KeyHint keys="pagedown" /> next change
          </span>
        }
      >
        <Timeline simulation={simulation} selectedKey={selectedKey} onCursor={onCursor} onSelect={setSelectedKey} />
      </Panel>
      <Panel title="At this moment" note={momentWords(atMs, zone)}>
        <CursorFindings findings={result.decision.findings} zone={zone} selectedKey={selectedKey} />
      </Panel>
    </div>
  );
}
