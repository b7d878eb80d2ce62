import { IconBan, IconChevronRight, IconCircleCheck, IconClockPause, IconEyeCheck } from '@tabler/icons-react';
import type { Decision, Finding, Verdict } from '../../../shared/contracts/compliance/decision.ts';
import { sourceOf } from '../../../shared/contracts/compliance/receipt-words.ts';
import { useMinute } from '../../platform/use-now.ts';
import { formatComingMoment, formatTime, zoneName } from '../../ui/format.ts';
import { OriginPill } from '../../ui/OriginPill.tsx';
import { verdictWords } from '../../ui/verdict-words.ts';
import { attemptsOf, clearFindings, decidingFindings, packCount, zoneOf } from './verdict.model.ts';
import { ReceiptButton } from './ReceiptButton.tsx';
import './compliance.css';

const icons: Readonly<Record<Verdict, typeof IconBan>> = {
  allow: IconCircleCheck,
  require: IconCircleCheck,
  defer: IconClockPause,
  review: IconEyeCheck,
  block: IconBan,
};

/** The verdict in plain words: what, why, by which rule, and when it will be different. */
export function VerdictPanel({ decision }: { decision: Decision }) {
  const nowMs = useMinute();
  const words = verdictWords[decision.verdict];
  const Icon = icons[decision.verdict];
  const deciding = decidingFindings(decision);
  const zone = zoneOf(decision);
  return (
    <div className={`verdict tone-${words.tone}`}>
      <output className="verdict-head">
        <Icon size={22} aria-hidden stroke={1.9} />
        <div>
          <p className="verdict-word">{words.headline}</p>
          {decision.next_lawful_at !== null && !words.canDial ? (
            <p className="verdict-next">
              Lawful again <strong>{formatComingMoment(decision.next_lawful_at, zone, nowMs)}</strong>
              <span className="verdict-own-time"> ({formatTime(decision.next_lawful_at)} your time)</span>
            </p>
          ) : null}
          {decision.next_lawful_at === null && !words.canDial ? (
            <p className="verdict-next">There is no later time at which this becomes lawful by itself.</p>
          ) : null}
        </div>
      </output>
      {deciding.length > 0 ? (
        <ul className="verdict-findings">
          {deciding.map((finding) => (
            <FindingRow key={`${finding.pack_id} ${finding.rule_id}`} finding={finding} />
          ))}
        </ul>
      ) : null}
      <Attempts decision={decision} />
      <ul className="verdict-zones">
        {decision.zones.map(({ zone: each, local_time: localTime, sources }) => (
          <li key={each}>
            <span className="figure verdict-zone-time">
              {formatTime(nowMs, each)} {zoneName(each, nowMs)}
            </span>
            <span className="muted" title={`Decided at ${localTime}`}>
              {sources.join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <CheckedRules decision={decision} />
      {decision.id === null ? null : (
        <div className="verdict-receipt">
          <ReceiptButton id={decision.id} />
        </div>
      )}
    </div>
  );
}

const FindingRow = ({ finding }: { finding: Finding }) => (
  <li>
    <p className="finding-title">
      {finding.title} <OriginPill isPolicy={finding.is_policy} />
    </p>
    <p>{finding.reason}</p>
    <p className="finding-citation">{sourceOf(finding)}</p>
  </li>
);

function Attempts({ decision }: { decision: Decision }) {
  const { text, isLast, isFull } = attemptsOf(decision);
  return (
    <div className="verdict-attempts">
      <span className="attempt-pips" aria-hidden>
        {Array.from({ length: decision.max_attempts }, (_, index) => (
          <i key={index} className={index < decision.counted_attempts ? 'is-counted' : ''} />
        ))}
      </span>
      <span>
        {text}
        {isLast && !isFull && verdictWords[decision.verdict].canDial ? (
          <>
            ; <strong>this is the last</strong>
          </>
        ) : null}
      </span>
    </div>
  );
}

function CheckedRules({ decision }: { decision: Decision }) {
  const clear = clearFindings(decision);
  if (clear.length === 0) return null;
  return (
    <details className="verdict-checked">
      <summary>
        <IconChevronRight size={14} aria-hidden /> {clear.length} {clear.length === 1 ? 'rule has' : 'rules have'}{' '}
        nothing against it
      </summary>
      <ul>
        {clear.map((finding) => (
          <li key={`${finding.pack_id} ${finding.rule_id}`}>
            <span>
              {finding.title}
              {finding.is_policy ? ' (your policy)' : ''}
            </span>
            <span className="finding-citation">{sourceOf(finding)}</span>
          </li>
        ))}
      </ul>
      <p className="muted">
        Checked {formatTime(decision.evaluated_at)} against {packCount(decision)}{' '}
        {packCount(decision) === 1 ? 'pack' : 'packs'} of rules
      </p>
    </details>
  );
}
