import { useEffect, useState } from 'react';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { announce } from '../../platform/announcer.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { formatPhone } from '../../ui/format.ts';

/** F-10 of the rule book: a number on our own do-not-call list (12 CFR 1006.14(h)). */
const doNotCallRule = 'F-10';

const isBarredBy = (decision: Decision): boolean =>
  decision.findings.some(({ rule_id: rule, verdict }) => rule === doNotCallRule && verdict === 'block');

type Known = {
  phoneNumber: string;
  isBarred: boolean | null;
  isNews: boolean;
  /** It became news while it was told here, and nowhere else. */
  isReadHere: boolean;
};

/**
 * Says in one sentence that a number went onto the do-not-call list while it was watched: by somebody, or with a file; null: it did
 * not. What becomes news while `isTold` is read aloud.
 */
export function useBarredNews(phoneNumber: string, decision: Decision | undefined, isTold = true): string | null {
  const [known, setKnown] = useState<Known>({
    phoneNumber,
    isBarred: null,
    isNews: false,
    isReadHere: false,
  });
  const [by, setBy] = useState<string | null>(null);
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'dnc-changed' && (event.phone_number ?? phoneNumber) === phoneNumber) setBy(event.by_name);
  });
  const isBarred = decision === undefined ? null : isBarredBy(decision);
  if (known.phoneNumber !== phoneNumber) setKnown({ phoneNumber, isBarred, isNews: false, isReadHere: false });
  else if (isBarred !== null && isBarred !== known.isBarred)
    setKnown({ phoneNumber, isBarred, isNews: isBarred && known.isBarred === false, isReadHere: isTold });
  const { isNews, isReadHere } = known;
  const text = `${formatPhone(phoneNumber)} was just put on the do-not-call list${by === null ? '' : ` by ${by}`}.`;
  useEffect(() => {
    if (isNews && isReadHere) announce(text, 'assertive');
  }, [isNews, isReadHere, text]);
  return isNews ? text : null;
}
