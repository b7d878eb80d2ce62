import { Checkbox } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Obligation } from '../../../shared/contracts/compliance/decision.ts';
import { isoNow, systemClock } from '../../../shared/domain/clock.ts';
import { announce } from '../../platform/announcer.ts';
import { formatTimeSeconds } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { changeDraft, flushDrafts, useDraft } from './draft-store.ts';
import { nextLine, type ScriptLine, scriptLines } from './script.model.ts';
import { useCalls } from './use-phone.ts';
import { toggleDisclosure } from './wrap-up.model.ts';
import './wrap-up.css';

/**
 * What must be said in this call, ready to read aloud; each ticked off with its moment, by one key from line to line. Words that
 * tell of a debt are kept back until somebody has said that they are the right party.
 */
export function ScriptPanel({ obligations }: { obligations: readonly Obligation[] }) {
  const { wrapUp: call } = useCalls();
  const draft = useDraft(call?.callId ?? null, call?.accountId ?? null);
  const lines = scriptLines(obligations, draft?.disclosures ?? []);
  const next = nextLine(lines);
  const toggle = (code: string): void => {
    if (!draft) return;
    changeDraft(draft.callId, (now) => ({ disclosures: toggleDisclosure(now, code, isoNow(systemClock)) }));
    // A tick is evidence: it waits for nothing.
    void flushDrafts();
  };
  useShortcut(
    'script.said',
    () => {
      if (!next) return;
      toggle(next.code);
      announce(`Said: ${next.title}`);
    },
    draft !== null && next !== undefined,
  );
  if (lines.length === 0) return null;
  const saidCount = lines.filter(({ saidAt }) => saidAt !== null).length;
  return (
    <Panel title="Say this" note={draft ? `${saidCount} of ${lines.length} said` : 'Required in this call'}>
      <ol className={draft ? 'script is-live' : 'script'}>
        {lines.map((line) =>
          draft ? (
            <LiveLine key={line.code} line={line} isNext={line === next} onToggle={() => toggle(line.code)} />
          ) : (
            <li key={line.code}>
              <p className="script-title">{line.title}</p>
              <blockquote>{line.text}</blockquote>
              <p className="script-foot">{line.citation}</p>
            </li>
          ),
        )}
      </ol>
    </Panel>
  );
}

type LineProps = { line: ScriptLine; isNext: boolean; onToggle: () => void };

function LiveLine({ line: { title, text, citation, saidAt, isLocked }, isNext, onToggle }: LineProps) {
  return (
    <li className={saidAt === null ? '' : 'is-said'} aria-current={isNext ? 'step' : undefined}>
      <div className="script-line">
        <Checkbox label={title} checked={saidAt !== null} disabled={isLocked} size="xs" onChange={onToggle} />
        {isNext ? <KeyHint keys={keymap['script.said'].keys} /> : null}
      </div>
      {isLocked ? (
        <p className="script-locked">
          <IconLock size={14} aria-hidden /> First make sure who it is. The words are shown once the right party has
          confirmed.
        </p>
      ) : (
        <blockquote>{text}</blockquote>
      )}
      <p className="script-foot">
        <span>{citation}</span>
        {saidAt === null ? null : <span className="figure">Said {formatTimeSeconds(saidAt)}</span>}
      </p>
    </li>
  );
}
