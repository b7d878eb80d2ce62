import { IconPhoneOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { announce } from '../../platform/announcer.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { formatPhone } from '../../ui/format.ts';
import { Notice } from '../../ui/States.tsx';

/** F-10 of the rule book: a number on our own do-not-call list (12 CFR 1006.14(h)). */
const doNotCallRule = 'F-10';

const isBarredBy = (decision: Decision): boolean =>
  decision.findings.some(({ rule_id: rule, verdict }) => rule === doNotCallRule && verdict === 'block');

type Known = { phoneNumber: string; isBarred: boolean | null; isNews: boolean };

/** Says so when the number on screen goes onto the do-not-call list while it is there: by somebody, or with a file. */
export function BarredNews({ phoneNumber, decision }: { phoneNumber: string; decision: Decision | undefined }) {
  const [known, setKnown] = useState<Known>({ phoneNumber, isBarred: null, isNews: false });
  const [by, setBy] = useState<string | null>(null);
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'dnc-changed' && (event.phone_number ?? phoneNumber) === phoneNumber) setBy(event.by_name);
  });
  const isBarred = decision === undefined ? null : isBarredBy(decision);
  if (known.phoneNumber !== phoneNumber) setKnown({ phoneNumber, isBarred, isNews: false });
  else if (isBarred !== null && isBarred !== known.isBarred)
    setKnown({ phoneNumber, isBarred, isNews: isBarred && known.isBarred === false });
  const { isNews } = known;
  const text = `${formatPhone(phoneNumber)} was just put on the do-not-call list${by === null ? '' : ` by ${by}`}.`;
  useEffect(() => {
    if (isNews) announce(text, 'assertive');
  }, [isNews, text]);
  if (!isNews) return null;
  return (
    <Notice tone="stop" icon={<IconPhoneOff size={16} aria-hidden />} title={text}>
      It cannot be called any more. Go on with another number or the next account.
    </Notice>
  );
}
