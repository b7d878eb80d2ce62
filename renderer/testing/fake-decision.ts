/** A decision of each verdict, with reasons as the engine writes them. */
import type { Decision, Finding, Verdict } from '../../shared/contracts/compliance/decision.ts';
import { ago, fakeNow } from './fake-data.ts';

const finding = (change: Partial<Finding> & Pick<Finding, 'rule_id' | 'title' | 'citation'>): Finding => ({
  pack_id: 'us-federal',
  mode: 'enforce',
  override: 'two-people',
  verdict: 'allow',
  reason: '',
  is_policy: false,
  next_lawful_at: null,
  obligations: [],
  facts: {},
  ...change,
});

const hours = { rule_id: 'F-4', title: 'Calling hours', citation: '12 CFR 1006.6(b)(1)(i)' };
const frequency = { rule_id: 'F-1', title: 'Seven calls in seven days', citation: '12 CFR 1006.14(b)(2)(i)(A)' };
const talk = { rule_id: 'F-2', title: 'Seven days after a conversation', citation: '12 CFR 1006.14(b)(2)(i)(B)' };
const dnc = { rule_id: 'F-10', title: 'Do not call', citation: '12 CFR 1006.14(h)' };
const cease = { rule_id: 'F-7', title: 'Cease communication', citation: '12 CFR 1006.6(c)' };

export const fakeObligations = [
  {
    code: 'right-party.confirm',
    title: 'Ask for the right person first',
    text: 'Hello, this is Jordan Avery calling from Harbor Point. May I speak with Marcus Whitfield, please?',
    citation: '12 CFR 1006.6(d)(1)',
  },
  {
    code: 'mini-miranda.initial',
    title: 'Say who you are and why you call',
    text: 'This is an attempt to collect a debt. Any information obtained will be used for that purpose.',
    citation: '12 CFR 1006.18(e)(1)',
  },
  {
    code: 'recording.announce',
    title: 'Say that the call is recorded',
    text: 'This call is recorded for quality and training.',
    citation: 'Your policy, two-party consent',
  },
];

/** A decision of each verdict, with reasons as the engine writes them. */
export function fakeDecision(verdict: Verdict): Decision {
  const clear = [finding(hours), finding(frequency), finding(talk), finding(dnc), finding(cease)];
  const base: Decision = {
    id: null,
    verdict,
    evaluated_at: fakeNow,
    next_lawful_at: null,
    pack_version: 'us-federal@2026-11-26 us-tcpa@2026-11-26.2 us-ny@2026-11-22 deskline-policy@2026-11-22',
    findings: clear,
    obligations: fakeObligations,
    zones: [{ zone: 'America/New_York', local_time: '14:14', sources: ['area code 212', 'address in NY'] }],
    counted_attempts: 3,
    max_attempts: 7,
  };
  const withFinding = (changed: Finding, rest: Partial<Decision> = {}): Decision => ({
    ...base,
    findings: [changed, ...clear.filter((each) => each.rule_id !== changed.rule_id)],
    ...rest,
  });
  switch (verdict) {
    case 'allow':
      return base;
    case 'require':
      return withFinding(
        finding({
          rule_id: 'P-2',
          title: 'First contact of this debt',
          citation: 'Harbor Point call policy, section 2',
          verdict: 'require',
          is_policy: true,
          reason: 'Nobody has talked with this consumer about this debt yet. Read the opening word for word.',
        }),
      );
    case 'defer':
      return withFinding(
        finding({
          ...hours,
          verdict: 'defer',
          reason: 'It is 9:14 AM in Honolulu and 2:14 PM in New York; Honolulu opens at 8:00 AM, New York has closed.',
          next_lawful_at: ago(-18 * 60 + 14.333),
        }),
        {
          next_lawful_at: ago(-18 * 60 + 14.333),
          counted_attempts: 6,
          zones: [
            { zone: 'Pacific/Honolulu', local_time: '09:14', sources: ['address in HI'] },
            { zone: 'America/New_York', local_time: '14:14', sources: ['area code 212'] },
          ],
        },
      );
    case 'review':
      return withFinding(
        finding({
          rule_id: 'P-7',
          title: 'Lawyer mentioned',
          citation: 'Harbor Point call policy, section 7',
          verdict: 'review',
          is_policy: true,
          reason: 'The consumer said they have a lawyer. A supervisor must look at the account first.',
        }),
      );
    case 'block':
    default:
      return withFinding(
        finding({
          ...cease,
          verdict: 'block',
          override: 'never',
          reason: 'The consumer asked in writing on Nov 12 to stop all contact about this debt.',
        }),
        { counted_attempts: 7 },
      );
  }
}

/** The same call with its number on the do-not-call list. */
export const fakeBarred: Decision = {
  ...fakeDecision('block'),
  findings: fakeDecision('allow').findings.map((each) =>
    each.rule_id === 'F-10' ? { ...each, verdict: 'block' as const } : each,
  ),
};
