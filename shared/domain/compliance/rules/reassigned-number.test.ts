/**
 * Boundary cases of rulebook 6.4 for several answers: a number was given up after the day of the `yes`, and the consumer was asked for
 * again. See `telephone-consumer-protection.test.ts` for the cases of one answer.
 */
import { describe, expect, it } from 'vitest';
import { evaluateContact } from '../engine.ts';
import { complianceEngine } from '../packs/all.ts';
import { foldEndpoint } from '../consumer-facts/endpoint-facts.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';

const noon = '2026-11-24 12:00';
type Answer = Parameters<typeof foldEndpoint>[3] extends readonly (infer One)[] | undefined ? One : never;
const answer = (given: Answer['answer'], queried: string, askedAboutOn: string): Answer => ({
  answer: given,
  queriedAtMs: at(queried),
  askedAboutOn,
});
const no = (queried: string) => answer('no', queried, '2026-11-05');
const consent = (text: string, over: object = {}) => ({ medium: 'sms' as const, receivedAtMs: at(text), ...over });
const judge = (
  answers: readonly Answer[],
  consents: readonly ReturnType<typeof consent>[] = [],
  action: FactsChange['action'] = {},
  when = noon,
) => {
  const { reassignment } = foldEndpoint([], '+12125550100', [], answers);
  const facts = contactFacts({ endpoint: { reassignment, consents: [...consents] }, action });
  const { findings } = evaluateContact(complianceEngine, facts, at(when));
  const of = (rule: string) => findings.find(({ rule_id }) => rule_id === rule);
  return { call: of('T-6'), text: of('F-8') };
};
/** T-6 about a number that was last used at this moment. */
const judgeUsed = (text: string, ...answers: Answer[]) => {
  const { reassignment } = foldEndpoint([], '+12125550100', [], answers);
  const facts = contactFacts({ endpoint: { reassignment, lastUsedByConsumerAtMs: at(text) } });
  return evaluateContact(complianceEngine, facts, at(noon)).findings.find(({ rule_id }) => rule_id === 'T-6');
};
const yes = answer('yes', '2026-11-01 10:00', '2026-03-01');

describe('T-6 after a yes', () => {
  it('RND a no about a later day says nothing against it: the number stays barred', () => {
    for (const later of ['no', 'no-data'] as const)
      expect(judge([yes, answer(later, '2026-11-10 10:00', '2026-03-02')]).call).toMatchObject({
        verdict: 'block',
        override: 'never',
        facts: { answer: 'yes', asked_about_on: '2026-03-01' },
      });
  });

  it('RND a no about the same day or an earlier one opens it', () => {
    for (const day of ['2026-03-01', '2026-02-28'])
      expect(judge([yes, answer('no', '2026-11-10 10:00', day)]).call).toMatchObject({
        verdict: 'allow',
        facts: { answer: 'no', asked_about_on: day },
      });
  });

  it('RND #5 after consent given anew the no that was asked for since is the proof; one asked for before is not', () => {
    const anew = [consent('2026-11-05 10:00')];
    expect(judge([yes, no('2026-11-10 10:00')], anew).call).toMatchObject({
      verdict: 'allow',
      facts: { answer: 'no', asked_about_on: '2026-11-05' },
    });
    expect(judge([yes, no('2026-11-05 09:59:59')], anew).call).toMatchObject({
      verdict: 'allow',
      facts: { answer: 'yes' },
    });
    const takenBack = [consent('2026-11-05 10:00', { revokedAtMs: at('2026-11-20 10:00') })];
    expect(judge([yes, no('2026-11-10 10:00')], takenBack).call).toMatchObject({ verdict: 'block' });
  });

  describe('of whoever had the number before', () => {
    const before = answer('yes', '2026-11-20 10:00', '2025-01-01');
    const theirs = answer('no', '2026-11-20 10:00', '2026-06-01');
    const since = (text: string) => judge([before, theirs], [consent(text)]).call;

    it('RND a no of the same query about the own consent opens the number to whom it is now, and not to who had it', () => {
      expect(since('2026-06-01 10:00')).toMatchObject({
        verdict: 'allow',
        facts: { answer: 'no', asked_about_on: '2026-06-01' },
      });
      for (const earlier of ['2025-01-01 10:00', '2026-05-31 23:59'])
        expect(since(earlier)).toMatchObject({ verdict: 'block', override: 'never', facts: { answer: 'yes' } });
    });

    it('RND the last use of the number counts as consent does, and for the own no alone', () => {
      expect(judgeUsed('2026-11-22 10:00', before, theirs)).toMatchObject({
        verdict: 'allow',
        facts: { answer: 'no' },
      });
      expect(judgeUsed('2026-05-31 10:00', before, theirs)).toMatchObject({ verdict: 'block' });
      const third = answer('no', '2026-11-21 10:00', '2026-09-01');
      expect(judgeUsed('2026-07-01 10:00', before, theirs, third)).toMatchObject({
        verdict: 'allow',
        facts: { asked_about_on: '2026-06-01' },
      });
    });

    it('RND a no older than a yes that tells of something new opens nothing', () => {
      const old = answer('no', '2026-11-01 10:00', '2026-06-01');
      expect(judge([before, old], [consent('2026-06-01 10:00')]).call).toMatchObject({ verdict: 'block' });
      const known = answer('yes', '2026-10-31 10:00', '2025-01-01');
      expect(judge([known, before, old], [consent('2026-06-01 10:00')]).call).toMatchObject({ verdict: 'allow' });
    });
  });

  it('F-8 texts go on for as long as the registry is asked again about the day of the new consent', () => {
    const texting = { channel: 'sms' as const };
    const given = [consent('2026-06-01 10:00')];
    const first = answer('yes', '2026-05-01 10:00', '2026-03-01');
    const again = answer('no', '2026-11-10 10:00', '2026-06-01');
    expect(judge([first, again], given, texting).text).toMatchObject({ verdict: 'allow' });
    expect(judge([first], given, texting).text).toMatchObject({ verdict: 'block' });
  });
});
