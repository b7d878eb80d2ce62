import { describe, expect, it } from 'vitest';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, debt, decide, isAllowed, type FactsChange } from '../testing/contact-facts.ts';
import { servicememberProtection } from './servicemember.ts';

type MemberInput = NonNullable<NonNullable<FactsChange['consumer']>['servicemember']>;

const rule = servicememberProtection({ maxInterestPercent: 6, checkDays: 30, statedLocationMs: 86_400_000 });
const noon = at('2026-11-24 12:00');
const serving = (over: Partial<MemberInput> = {}): FactsChange => ({
  consumer: { servicemember: { isActive: true, checkedOn: '2026-11-20', serviceBeganOn: '2025-06-01', ...over } },
});
const judge = (change: FactsChange, nowMs = noon): RuleFinding => rule.evaluate(contactFacts(change), nowMs);
const codesOf = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);
const states = (interestPercent: number | null, messageClass: 'statement' | 'ordinary' = 'statement') => ({
  action: { channel: 'letter' as const, message: { messageClass, interestPercent } },
});
const legalAction = { message: { messageClass: 'legal-action' as const } };

describe('X-2 servicemembers', () => {
  it('X-2 #1 one in service is called, with the words for servicemembers', () => {
    const finding = judge(serving());
    expect(finding).toMatchObject({ verdict: 'require', is_policy: false });
    expect(codesOf(finding)).toEqual(['servicemember.script']);
    expect(codesOf(judge(serving({ checkedOn: null })))).toEqual(['servicemember.script', 'servicemember.look-up']);
    const decision = decide(contactFacts(serving()), noon);
    expect(isAllowed(decision)).toBe(true);
    expect(decision.obligations.map(({ code }) => code)).toContain('servicemember.script');
    expect(codesOf(judge({ ...serving(), action: { recipient: 'spouse' } }))).toEqual(['servicemember.script']);
  });

  it('X-2 #2 legal action is not spoken of before the certificate is on file', () => {
    expect(judge({ ...serving(), action: legalAction })).toMatchObject({ verdict: 'block', is_policy: false });
    for (const action of [
      { ...legalAction, recipient: 'attorney' as const },
      { ...legalAction, direction: 'inbound' as const },
    ]) {
      expect(judge({ ...serving(), action }).verdict).toBe('block');
    }
    expect(judge({ ...serving({ hasCertificate: true }), action: legalAction }).verdict).toBe('require');
    expect(judge({ ...serving({ isActive: false }), action: legalAction }).verdict).toBe('allow');
  });

  it('X-2 #2 where nobody has looked, the look-up is asked for', () => {
    const asked = judge({ action: legalAction });
    expect(asked.verdict).toBe('require');
    expect(codesOf(asked)).toEqual(['servicemember.look-up']);
    const claimed = judge({ ...serving({ isActive: false, checkedOn: null }), action: legalAction });
    expect(codesOf(claimed)).toEqual(['servicemember.look-up']);
  });

  it('X-2 #3 neither call nor letter goes to a commanding officer, nor to the employer of one in service', () => {
    for (const channel of ['voice', 'letter', 'email', 'voicemail'] as const) {
      for (const recipient of ['commanding-officer', 'employer'] as const) {
        const action = { channel, recipient, purposes: ['location-information' as const] };
        expect(judge({ ...serving(), action })).toMatchObject({ verdict: 'block', is_policy: false });
        expect(judge({ ...serving(), action: { ...action, direction: 'inbound' } }).verdict).not.toBe('block');
      }
    }
    expect(judge({ action: { recipient: 'commanding-officer' } }).verdict).toBe('block');
    expect(judge({ action: { recipient: 'employer' } }).verdict).toBe('allow');
    expect(judge({ ...serving({ isActive: false }), action: { recipient: 'employer' } }).verdict).toBe('allow');
  });

  it('X-2 #4 after the request no statement asks for more than 6 percent on a debt from before service', () => {
    const asked = { askedForInterestCap: true };
    const before = [debt({ incurredOn: '2025-05-31' })];
    const over = judge({ ...serving(asked), ...states(6.01), debts: before });
    expect(over).toMatchObject({ verdict: 'block', citation: '50 USC 3937(a)' });
    expect(codesOf(over)).toEqual(['servicemember.recompute']);
    expect(judge({ ...serving(asked), ...states(6), debts: before }).verdict).toBe('require');
    expect(judge({ ...serving(asked), ...states(6.01, 'ordinary'), debts: before }).verdict).toBe('block');
    expect(judge({ ...serving(asked), ...states(null), debts: before }).verdict).toBe('review');
    expect(judge({ ...serving(asked), ...states(null, 'ordinary'), debts: before }).verdict).toBe('require');
    expect(judge({ ...serving(), ...states(24), debts: before }).verdict).toBe('require');
    expect(judge({ ...serving({ ...asked, isActive: false }), ...states(24), debts: before }).verdict).toBe('block');
    const during = [debt({ incurredOn: '2025-06-01' })];
    expect(judge({ ...serving(asked), ...states(24), debts: during }).verdict).toBe('require');
    expect(judge({ ...serving(asked), ...states(24), debts: [debt()] }).verdict).toBe('block');
    expect(judge({ ...serving({ ...asked, serviceBeganOn: null }), ...states(24), debts: during }).verdict).toBe(
      'block',
    );
    expect(judge({ ...serving(asked), ...states(24), debts: [] }).verdict).toBe('block');
  });

  it('X-2 #5 a status that was looked up more than thirty days ago waits for a person', () => {
    const old = { verdict: 'review', is_policy: true };
    for (const isActive of [true, false]) {
      expect(judge(serving({ isActive, checkedOn: '2026-10-24' }))).toMatchObject(old);
      expect(judge(serving({ isActive, checkedOn: '2026-10-25' })).verdict).toBe(isActive ? 'require' : 'allow');
    }
    expect(judge(serving({ checkedOn: '2026-10-25' }), at('2026-11-24 23:59:59')).verdict).toBe('require');
    expect(judge(serving({ checkedOn: '2026-10-25' }), at('2026-11-25 00:00'))).toMatchObject(old);
    const location = { addresses: [{ region: 'CA', postalCode: null }] };
    expect(judge({ ...serving({ checkedOn: '2026-10-25' }), location }, at('2026-11-25 00:00'))).toMatchObject(old);
    expect(judge({ ...serving({ checkedOn: '2026-10-24' }), action: legalAction }).verdict).toBe('block');
  });

  it('X-2 who calls is answered, and an opt-out is confirmed, however old the look-up is', () => {
    const old = serving({ checkedOn: '2026-01-01' });
    const answered = judge({ ...old, action: { direction: 'inbound' } });
    expect(answered.verdict).toBe('require');
    expect(codesOf(answered)).toEqual(['servicemember.script', 'servicemember.look-up']);
    const action = {
      channel: 'sms' as const,
      purposes: ['opt-out-confirmation' as const],
      message: { messageClass: 'opt-out-confirmation' as const },
    };
    expect(judge({ ...old, action })).toMatchObject({ verdict: 'allow', obligations: [] });
  });

  it('X-2 tells others nothing', () => {
    for (const recipient of ['third-party', 'attorney', 'creditor'] as const) {
      const finding = judge({ ...serving(), action: { recipient, purposes: ['location-information'] } });
      expect(finding).toMatchObject({ verdict: 'allow', obligations: [] });
    }
  });

  it('X-2 allows an ordinary call of which nothing is known', () => {
    expect(judge({})).toMatchObject({ verdict: 'allow', obligations: [] });
  });
});
