/**
 * P-1: before a card form can be typed into, everything that could keep what is said or typed stands still, and has said so
 * (PCI DSS 3.3.1). The word of each recorder counts, not that it was told to. How the form and the recorders work together in
 * time is in `payments/card-form.ts`.
 */
import { captureStreams, type CaptureStream, type PaymentFacts } from '../facts/payment.ts';
import { definePaymentRule, type Ruling } from '../rule.ts';

export type CardCaptureParameters = { pauseWithinMs: number };

const streamNames: Readonly<Record<CaptureStream['stream'], string>> = {
  'call-recording': 'the recording of the call',
  'screen-recording': 'the recording of the screen',
  transcription: 'the transcription',
  'live-monitor': 'live listening',
};

/** Why one stream may still keep something; null: it stands still, or is not in use. */
function faultOf(stream: CaptureStream | undefined, nowMs: number, pauseWithinMs: number): string | null {
  if (stream === undefined) return 'nobody has asked it';
  const { isInUse, pauseOrderedAtMs, pausedAtMs } = stream;
  if (!isInUse) return null;
  if (pauseOrderedAtMs === null) return 'it runs';
  if (pausedAtMs === null || pausedAtMs > nowMs) {
    return nowMs - pauseOrderedAtMs > pauseWithinMs ? 'it has not answered in time' : 'it has not answered yet';
  }
  if (pausedAtMs < pauseOrderedAtMs) return 'its answer is older than the order';
  return pausedAtMs - pauseOrderedAtMs > pauseWithinMs ? 'it answered too late: pause it anew' : null;
}

function judgeStreams({ capture }: PaymentFacts, nowMs: number, pauseWithinMs: number): Ruling {
  const states = captureStreams.map((name) => {
    const ofName = (capture ?? []).filter(({ stream }) => stream === name);
    const faults = (ofName.length === 0 ? [undefined] : ofName).map((each) => faultOf(each, nowMs, pauseWithinMs));
    return { name, fault: faults.find((fault) => fault !== null) ?? null };
  });
  const running = states.filter(({ fault }) => fault !== null);
  const used = { capture: Object.fromEntries(states.map(({ name, fault }) => [name, fault ?? 'still'])) };
  if (running.length === 0)
    return { verdict: 'allow', reason: 'Everything that could keep it stands still.', facts: used };
  const what = running.map(({ name, fault }) => `${streamNames[name]} (${fault ?? ''})`).join(', ');
  return { verdict: 'block', reason: `The card form stays closed: ${what}.`, facts: used };
}

export const cardCapture = definePaymentRule<CardCaptureParameters>(
  {
    id: 'P-1',
    title: 'No card data in recordings',
    citation: 'PCI DSS v4.0.1, 3.3.1; PCI SSC FAQ 1210',
    isPolicy: false,
    override: 'never',
  },
  (facts, nowMs, { pauseWithinMs }) => {
    const { action, card } = facts;
    if (action.method !== 'card') return { verdict: 'allow', reason: 'No card is used.' };
    if (action.step === 'debit') return { verdict: 'allow', reason: 'No card data is spoken or typed.' };
    if (card?.entry === 'hosted-page') {
      return { verdict: 'allow', reason: 'The consumer types on the processor’s page; nothing is heard here.' };
    }
    if (card?.entry === 'masked-tones') {
      return card.areTonesMasked === true
        ? { verdict: 'allow', reason: 'The consumer keys the number, and its tones are masked.' }
        : { verdict: 'block', reason: 'Nobody knows that the tones of the keys are masked.' };
    }
    return judgeStreams(facts, nowMs, pauseWithinMs);
  },
);
