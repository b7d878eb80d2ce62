import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OverrideView } from '../../../shared/contracts/compliance/overrides.contract.ts';
import { sourceOf } from '../../../shared/contracts/compliance/receipt-words.ts';
import { useSecond } from '../../platform/use-now.ts';
import { formatDuration, formatPhone } from '../../ui/format.ts';
import { OriginPill } from '../../ui/OriginPill.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { missingWords } from './override-words.ts';
import { runs, useDecideOverride, useOverrides } from './use-overrides.ts';
import './overrides.css';

type Answer = { override: OverrideView; isApproved: boolean };

/** What agents ask to be set aside and what refused their calls; answered with a reason. `null` when nothing waits. */
export function useWaitingOverrides(): readonly OverrideView[] {
  const overrides = useOverrides();
  const nowMs = useSecond();
  return (overrides.data ?? []).filter((each) => each.state === 'waiting' && runs(each, nowMs));
}

/** The requests that wait, the oldest first. */
export function OverrideRequests({ waiting }: { waiting: readonly OverrideView[] }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const decide = useDecideOverride();
  const nowMs = useSecond();
  return (
    <>
      <ul className="override-requests">
        {waiting.toReversed().map((override) => (
          <li key={override.id}>
            <p className="override-who">
              <b>{override.agent_name}</b> asks for {formatPhone(override.phone_number)}{' '}
              <span className="figure muted">
                {formatDuration(Math.max(0, Date.parse(override.expires_at ?? '') - nowMs))} left
              </span>
            </p>
            <blockquote>{override.reason}</blockquote>
            <ul className="override-findings">
              {override.findings.map((finding) => (
                <li key={finding.rule_id}>
                  <b>{finding.title}</b> <OriginPill isPolicy={finding.is_policy} /> {finding.reason}{' '}
                  <span className="muted">{sourceOf(finding)}</span>
                </li>
              ))}
            </ul>
            <p className="muted">{missingWords(override)}</p>
            <div className="override-answers">
              <Button size="compact-sm" onClick={() => setAnswer({ override, isApproved: true })}>
                Approve
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setAnswer({ override, isApproved: false })}>
                Refuse
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <ReasonDialog
        isOpen={answer !== null}
        title={answer?.isApproved ? 'Set this refusal aside?' : 'Refuse the request?'}
        text={
          answer?.isApproved
            ? 'The call is allowed once, for ten minutes. Your name and reason stand in its receipt.'
            : 'The agent is told, with your reason.'
        }
        label="Why, for whoever reads it in three years"
        shortest={10}
        longest={1000}
        action={answer?.isApproved ? 'Approve' : 'Refuse'}
        isStop={answer?.isApproved === false}
        onSave={async (reason) =>
          answer === null
            ? null
            : decide.mutateAsync({ id: answer.override.id, is_approved: answer.isApproved, reason })
        }
        onClose={() => setAnswer(null)}
      />
    </>
  );
}
