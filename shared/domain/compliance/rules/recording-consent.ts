/**
 * REC: who must know that a call is recorded, and who must agree (18 USC 2511(2)(d) and the states that want everybody's
 * consent). The strictest place of both ends rules, and a place that nobody knows counts as the strictest. Where one party
 * is enough the announcement is made all the same: that is policy. What happens after an objection or when somebody joins is
 * in `call-recording.ts`.
 */
import { isTelephoneCall } from '../facts/fields.ts';
import { recordingPlaces } from '../recording-places.ts';
import { defineRule, type Obligation } from '../rule.ts';

/** Why a state is on the list, or what is particular about it. */
export type AllPartyState = { state: string; citation: string };
export type RecordingConsentParameters = { allPartyStates: readonly AllPartyState[] };

const FEDERAL = '18 USC 2511(2)(d)';

const announce = (citation: string): Obligation => ({
  code: 'recording.announce',
  title: 'Recording',
  text: 'This call is recorded.',
  citation,
});
const askConsent = (citation: string): Obligation => ({
  code: 'recording.consent',
  title: 'Consent to recording',
  text: 'Is it all right with you that this call is recorded? If not: the recording stops at once.',
  citation,
});
const discardGreeting: Obligation = {
  code: 'recording.discard-greeting',
  title: 'No recording of a greeting',
  text: 'Say nothing of a recording in the message. The recording is kept no longer than it takes to tell a machine from a person.',
  citation: 'Policy, after 12 CFR 1006.2(j)',
};

export const recordingConsent = defineRule<RecordingConsentParameters>(
  { id: 'REC', title: 'Consent to recording', citation: FEDERAL, isPolicy: false },
  (facts, _nowMs, { allPartyStates }) => {
    const { action } = facts;
    if (!isTelephoneCall(action.channel) || !action.isRecorded) {
      return { verdict: 'allow', reason: 'Nothing is recorded.' };
    }
    if (action.channel === 'voicemail') {
      return {
        verdict: 'require',
        reason: 'Nobody is on the line who could agree: nothing is announced, and the greeting is not kept.',
        isPolicy: true,
        citation: discardGreeting.citation,
        obligations: [discardGreeting],
        facts: { channel: action.channel, message_class: action.message?.messageClass ?? null },
      };
    }
    const places = recordingPlaces(facts);
    const strict = places.flatMap(({ state, source }) => {
      if (state === null) return [{ source, citation: 'Policy: an unknown place counts as the strictest' }];
      const listed = allPartyStates.find((each) => each.state === state);
      return listed ? [{ source, citation: listed.citation }] : [];
    });
    const used = {
      places: places.map(({ state, source }) => `${source}: ${state ?? 'unknown'}`),
      consent_of: strict.length > 0 ? 'all parties' : 'one party',
    };
    // A law that is known to apply is named before a doubt.
    const first = strict.find(({ citation }) => !citation.startsWith('Policy')) ?? strict[0];
    if (first === undefined) {
      return {
        verdict: 'require',
        reason: 'One party’s consent is enough in every state of this call; the recording is announced all the same.',
        isPolicy: true,
        override: 'supervisor',
        citation: `Policy, after ${FEDERAL}`,
        obligations: [announce(`Policy, after ${FEDERAL}`)],
        facts: used,
      };
    }
    return {
      verdict: 'require',
      reason: `Everybody on this call must agree to its recording: ${strict.map(({ source }) => source).join(', ')}.`,
      citation: first.citation,
      isPolicy: strict.every(({ citation }) => citation.startsWith('Policy')),
      override: 'never',
      obligations: [announce(first.citation), askConsent(first.citation)],
      facts: used,
    };
  },
);
