/** What a receipt says in words, the same on the screen and on paper. */
import type { Finding, Verdict } from './decision.ts';
import type { CallOutcome, DecisionListRow, Receipt } from './receipts.contract.ts';

export const receiptVerdicts: Readonly<Record<Verdict, string>> = {
  allow: 'Allowed',
  require: 'Allowed, with conditions',
  defer: 'Refused for the time being',
  review: 'Refused until reviewed',
  block: 'Refused',
};

/** What a finding rests on. Policy is never shown as the law: where its citation names law, it says that it only follows it. */
export const sourceOf = ({ citation, is_policy: isPolicy }: Pick<Finding, 'citation' | 'is_policy'>): string =>
  isPolicy && !/\bpolicy\b/i.test(citation) ? `Policy, after ${citation}` : citation;

/** What was about to be done. */
export const channelWords: Readonly<Record<DecisionListRow['channel'], string>> = {
  voice: 'Call',
  voicemail: 'Voicemail message',
  sms: 'Text',
  email: 'Email',
  letter: 'Letter',
  'direct-message': 'Direct message',
};

/** Why a receipt shows no call. */
export function noCallSentence({ channel }: Pick<Receipt, 'channel'>): string {
  if (channel === 'voice') return 'No call came of this decision.';
  return channel === 'voicemail'
    ? 'It was about a message to leave in a call; the call has a decision of its own.'
    : 'It was about a message; no call came of it.';
}

/** That the call was judged again when it was placed; null: it was placed by this very decision. */
export const placedBySentence = ({ id, call }: Pick<Receipt, 'id' | 'call'>): string | null =>
  call === null || call.decision_id === id
    ? null
    : `This decision cleared the call ahead. It was judged again when it was placed: decision ${call.decision_id}.`;

/** What the wire made of the call, and who ended it. */
const connectSentences: Readonly<Record<CallOutcome['connect_class'], string>> = {
  reserved: 'The call was permitted; nothing more is known of it yet.',
  connected: 'Somebody, or a machine, answered.',
  'rang-out': 'It rang, and nobody answered.',
  busy: 'The number was busy.',
  'not-in-service': 'The number is not in service.',
  failed: 'The call did not get through.',
  'refused-by-network': 'The network refused the call.',
};
export const connectSentence = ({ connect_class: connectClass }: CallOutcome): string => connectSentences[connectClass];

const recordingWords: Readonly<Record<CallOutcome['recording']['state'], string>> = {
  on: 'The telephone system last confirmed that it recorded.',
  paused: 'The telephone system last confirmed that the recording was paused.',
  off: 'The telephone system last confirmed that nothing was recorded.',
  unknown: 'The telephone system confirmed no change of the recording during this call.',
};
export const recordingSentence = ({ recording }: CallOutcome): string => recordingWords[recording.state];

const pauseReasonWords: Readonly<Record<string, string>> = {
  payment: 'for a payment',
  'consumer-objects': 'the consumer objected to being recorded',
  agent: 'by hand',
};
const confirmedWords: Readonly<Record<CallOutcome['recording']['state'], string>> = {
  on: 'recording',
  paused: 'paused',
  off: 'not recording',
  unknown: 'in a state it did not name',
};
/** One pause or resumption that was asked for, and what the telephone system said to it. */
export function recordingChangeSentence(change: CallOutcome['recording']['changes'][number]): string {
  const asked = `${change.is_paused ? 'Pause' : 'Resumption'} asked for (${pauseReasonWords[change.reason] ?? change.reason})`;
  return `${asked}; ${change.confirmed === null ? 'the telephone system did not confirm it' : `the telephone system confirmed: ${confirmedWords[change.confirmed]}`}`;
}

/** The rules that were set aside, each by its title; `id` says which rule of which pack, for small print. */
export const setAsideRules = ({ decision }: Pick<Receipt, 'decision'>): { title: string; id: string }[] =>
  (decision.set_aside?.rules ?? []).map(({ pack_id: packId, rule_id: ruleId }) => ({
    title: decision.findings.find((each) => each.pack_id === packId && each.rule_id === ruleId)?.title ?? ruleId,
    id: `${ruleId}, ${packId}`,
  }));

/** Whether the stored row is still what was decided, and what proves that nothing is missing after it. */
export function proofSentence({ chain }: Receipt): string {
  if (!chain.is_intact) return 'This decision was changed after it was stored. It proves nothing; tell compliance.';
  return chain.seal === null
    ? 'Unchanged since it was stored. The hourly seal over it is still to come.'
    : `Unchanged since it was stored, and covered by seal ${chain.seal.sequence}.`;
}

/** Each thing that had to be said, with the moment the agent ticked it off; null: not ticked. */
export const disclosuresOf = ({ decision, call }: Receipt): { code: string; title: string; at: string | null }[] =>
  decision.obligations.map(({ code, title }) => ({
    code,
    title,
    at: call?.disclosures.find((each) => each.code === code)?.at ?? null,
  }));

/** The file of a receipt without its ending: `deskline-receipt-2026-11-24-0199…`. */
export const receiptFileName = ({ at, id }: Pick<Receipt, 'at' | 'id'>): string =>
  `deskline-receipt-${at.slice(0, 10)}-${id}`;
