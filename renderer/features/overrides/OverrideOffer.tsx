import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { OverrideView } from '../../../shared/contracts/compliance/overrides.contract.ts';
import { absoluteFindings, refusingFindings } from '../../../shared/domain/compliance/override.ts';
import { announce } from '../../platform/announcer.ts';
import { useSecond } from '../../platform/use-now.ts';
import { formatDuration } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { Notice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { missingWords } from './override-words.ts';
import { runs, useAskForOverride, useOverrides } from './use-overrides.ts';

type Props = {
  decision: Decision;
  phoneNumber: string;
  accountId: string | null;
  /** Why nothing can be dialed now; null when it can. */
  obstacle: string | null;
  onCall: (overrideId: string) => void;
};

/** What can be done about a refusal: ask that it be set aside, wait, and call with it once it was approved. */
export function OverrideOffer(props: Props) {
  const { findings } = props.decision;
  if (refusingFindings(findings).length === 0) return null;
  if (absoluteFindings(findings).length > 0) return <p className="override-none">Nobody can set this aside.</p>;
  return <Offer {...props} />;
}

/** Asked for only where there is something to ask: most numbers may be called. */
function Offer({ decision, phoneNumber, accountId, obstacle, onCall }: Props) {
  const overrides = useOverrides();
  const mine = overrides.data?.find((each) => each.phone_number === phoneNumber && each.account_id === accountId);
  const nowMs = useSecond();
  if (mine && runs(mine, nowMs))
    return <Running override={mine} nowMs={nowMs} obstacle={obstacle} onCall={() => onCall(mine.id)} />;
  return (
    <>
      {mine?.state === 'refused' ? <Refused override={mine} /> : null}
      <Ask decision={decision} phoneNumber={phoneNumber} accountId={accountId} />
    </>
  );
}

function Ask({ decision, phoneNumber, accountId }: Pick<Props, 'decision' | 'phoneNumber' | 'accountId'>) {
  const [isAsking, setAsking] = useState(false);
  const ask = useAskForOverride();
  const needsTwo = refusingFindings(decision.findings).some(({ override }) => override === 'two-people');
  useShortcut('override.ask', () => setAsking(true));
  return (
    <>
      <Button
        variant="default"
        fullWidth
        rightSection={<KeyHint keys={keymap['override.ask'].keys} />}
        onClick={() => setAsking(true)}
      >
        Ask to set this aside
      </Button>
      <ReasonDialog
        isOpen={isAsking}
        title="Ask to set this refusal aside?"
        text={
          needsTwo
            ? 'Two people must agree, one of them of compliance. It holds for this number, once, for ten minutes.'
            : 'A supervisor must agree. It holds for this number, once, for ten minutes.'
        }
        label="Why, for whoever reads it in three years"
        shortest={10}
        longest={1000}
        action="Ask"
        onSave={async (reason) => {
          await ask.mutateAsync({ call: { phone_number: phoneNumber, account_id: accountId }, reason });
          announce('Your supervisors see the request.');
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

type RunningProps = { override: OverrideView; nowMs: number; obstacle: string | null; onCall: () => void };

function Running({ override, nowMs, obstacle, onCall }: RunningProps) {
  const left = formatDuration(Math.max(0, Date.parse(override.expires_at ?? '') - nowMs));
  if (override.state === 'waiting')
    return (
      <Notice tone="warn" title="Asked to be set aside.">
        <span role="status">
          {missingWords(override)} <span className="figure">{left}</span> left.
        </span>
      </Notice>
    );
  const by = override.rulings.map(({ by_name: name }) => name).join(' and ');
  return (
    <Notice tone="good" title={`Set aside by ${by}.`}>
      <p role="status">
        For one call, for <span className="figure">{left}</span>.
      </p>
      <Button className="on-fill" disabled={obstacle !== null} onClick={onCall}>
        Call with the override
      </Button>
      {obstacle === null ? null : <p>{obstacle}</p>}
    </Notice>
  );
}

function Refused({ override }: { override: OverrideView }) {
  const refusal = override.rulings.find(({ is_approved: isApproved }) => !isApproved);
  return (
    <Notice tone="stop" title={`Not set aside${refusal ? ` by ${refusal.by_name}` : ''}.`}>
      {refusal?.reason ?? ''}
    </Notice>
  );
}
