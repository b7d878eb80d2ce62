import { Button } from '@mantine/core';
import { IconBan, IconCircleCheck, IconClockPause, IconEyeCheck } from '@tabler/icons-react';
import type { Verdict } from '../../../../shared/domain/compliance/rule.ts';
import { verdictWords } from '../../../ui/verdict-words.ts';
import { momentWords, openingAfter, permits, verdictSentence } from './simulator.model.ts';
import type { Simulation } from './use-simulation.ts';

const icons: Readonly<Record<Verdict, typeof IconBan>> = {
  allow: IconCircleCheck,
  require: IconCircleCheck,
  defer: IconClockPause,
  review: IconEyeCheck,
  block: IconBan,
};

type Props = {
  simulation: Simulation;
  /** The text cannot be read: this is of the last that could. */
  isStale: boolean;
  /** Makes the moment looked at the moment of the case. */
  onAsk: () => void;
  onCursor: (atMs: number) => void;
};

/** The verdict at the cursor in one sentence, when it will be different, and what goes with it. */
export function VerdictLine({ simulation, isStale, onAsk, onCursor }: Props) {
  const { facts, result, fromMs, atMs, zones, together } = simulation;
  const { decision, mismatches } = result;
  const zone = zones[0] ?? 'UTC';
  const Icon = icons[decision.verdict];
  const opening = openingAfter(together, atMs);
  const next = decision.next_lawful_at === null ? opening : Date.parse(decision.next_lawful_at);
  return (
    <section className={`sim-verdict tone-${verdictWords[decision.verdict].tone}`} aria-label="Verdict">
      <Icon size={24} aria-hidden stroke={1.9} />
      <div className="sim-verdict-words">
        <output className="sim-sentence">{verdictSentence(facts, decision, zone)}</output>
        <p className="muted">
          {isStale ? 'Of the last case that could be read. ' : ''}
          {atMs === fromMs ? 'At the moment of the case, ' : 'Looking at '}
          <b className="figure">{momentWords(atMs, zone)}</b>
          {decision.next_lawful_at === null && opening !== null
            ? `. On these facts alone the way is open from ${momentWords(opening, zone)}.`
            : ''}
        </p>
        {decision.obligations.length > 0 ? (
          <div className="sim-duties">
            {permits(decision.verdict) ? null : <span className="muted">Were it allowed, it would carry</span>}
            {decision.obligations.map(({ code, title, text, citation }) => (
              <details key={code}>
                <summary>{title}</summary>
                <p>{text}</p>
                <p className="finding-citation">{citation}</p>
              </details>
            ))}
          </div>
        ) : null}
        {atMs === fromMs && mismatches.length > 0 ? (
          <ul className="sim-mismatches" aria-label="Not as the case expects">
            {mismatches.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="sim-verdict-actions">
        {next !== null && !permits(decision.verdict) && next < simulation.untilMs ? (
          <Button variant="default" size="compact-sm" onClick={() => onCursor(next)}>
            Look at that moment
          </Button>
        ) : null}
        {atMs === fromMs ? null : (
          <>
            <Button variant="default" size="compact-sm" onClick={onAsk}>
              Ask at this moment
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => onCursor(fromMs)}>
              Back to the case
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
