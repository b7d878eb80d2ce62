import type { Verdict } from '../../shared/contracts/compliance/decision.ts';
import { StatusDot, StatusPill } from './StatusPill.tsx';
import { verdictWords } from './verdict-words.ts';

export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => (
  <StatusPill tone={verdictWords[verdict].tone}>{verdictWords[verdict].badge}</StatusPill>
);

/** The dot of a queue row; the words are there for screen readers and on hover. */
export const VerdictDot = ({ verdict }: { verdict: Verdict }) => (
  <span title={verdictWords[verdict].badge}>
    <StatusDot tone={verdictWords[verdict].tone} isHollow={verdict === 'defer'} />
    <span className="visually-hidden">{verdictWords[verdict].badge}</span>
  </span>
);
