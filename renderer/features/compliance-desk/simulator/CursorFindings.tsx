import { IconChevronRight } from '@tabler/icons-react';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import { sourceOf } from '../../../../shared/contracts/compliance/receipt-words.ts';
import type { Finding } from '../../../../shared/domain/compliance/rule.ts';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { verdictWords } from '../../../ui/verdict-words.ts';
import { findingKey, momentWords, orderFindings, verdictNames } from './simulator.model.ts';

type Props = { findings: readonly Finding[]; zone: string; selectedKey: string | null };

const packTitles = new Map(allPacks.map(({ id, title }) => [id, title]));

/** What each rule says at the cursor, in words; the chosen rule first and whole. */
export function CursorFindings({ findings, zone, selectedKey }: Props) {
  const { speaking, silent } = orderFindings(findings);
  const selected = findings.find((finding) => findingKey(finding) === selectedKey);
  const rest = speaking.filter((finding) => finding !== selected);
  return (
    <ScrollRegion className="sim-findings" label="Findings at this moment">
      {selectedKey !== null && !selected ? (
        <p className="sim-none muted">The pack of the chosen rule is not in force at this moment.</p>
      ) : null}
      <ul>
        {selected ? <FindingCard finding={selected} zone={zone} isOpen /> : null}
        {rest.map((finding) => (
          <FindingCard key={findingKey(finding)} finding={finding} zone={zone} />
        ))}
      </ul>
      {speaking.length === 0 ? <p className="sim-none">No rule has anything to say at this moment.</p> : null}
      {silent.length === 0 ? null : (
        <details className="sim-silent">
          <summary>
            <IconChevronRight size={14} aria-hidden /> {silent.length} {silent.length === 1 ? 'rule has' : 'rules have'}{' '}
            nothing against it at this moment
          </summary>
          <ul>
            {silent.map((finding) => (
              <li key={findingKey(finding)}>
                <span className="figure">{finding.rule_id}</span> {finding.reason}{' '}
                <span className="finding-citation">{sourceOf(finding)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </ScrollRegion>
  );
}

function FindingCard({ finding, zone, isOpen = false }: { finding: Finding; zone: string; isOpen?: boolean }) {
  const { verdict, mode, is_policy: isPolicy, next_lawful_at: next } = finding;
  return (
    <li className={`sim-finding tone-${verdictWords[verdict].tone}${mode === 'shadow' ? ' is-shadow' : ''}`}>
      <p className="finding-title">
        <span className="figure">{finding.rule_id}</span> {finding.title}
        <StatusPill tone={verdictWords[verdict].tone}>{verdictNames[verdict]}</StatusPill>
        {isPolicy ? <StatusPill isOutline>Policy, not law</StatusPill> : <StatusPill isOutline>Law</StatusPill>}
        {mode === 'shadow' ? <StatusPill isOutline>Shadow: no say</StatusPill> : null}
      </p>
      <p>{finding.reason}</p>
      <p className="finding-citation">
        {sourceOf(finding)} · {packTitles.get(finding.pack_id) ?? finding.pack_id}
        {next === null ? '' : ` · by this rule lawful from ${momentWords(next, zone)}`}
      </p>
      {isOpen && Object.keys(finding.facts).length > 0 ? (
        <details className="sim-facts" open>
          <summary>Facts it used</summary>
          <pre className="mono">{JSON.stringify(finding.facts, null, 2)}</pre>
        </details>
      ) : null}
    </li>
  );
}
