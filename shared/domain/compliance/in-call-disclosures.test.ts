import { describe, expect, it } from 'vitest';
import { callViolations, type SaidInCall } from './in-call-disclosures.ts';

const obligation = (code: string) => ({ code, title: code, citation: '12 CFR 1006.18(e)' });
const asked = ['right-party.confirm', 'identity.say', 'mini-miranda.initial'].map((code) => obligation(code));
const said = (disclosures: Record<string, number>, isRightParty = true): SaidInCall => ({
  obligations: asked,
  disclosures: Object.entries(disclosures).map(([code, atMs]) => ({ code, atMs })),
  isRightParty,
});
const kinds = (call: SaidInCall) => callViolations(call).map(({ kind, code }) => `${kind} ${code}`);

describe('what was said in a call', () => {
  it('F-13 #6 the notice spoken to somebody who has not confirmed who they are is a violation', () => {
    const early = { 'identity.say': 1, 'mini-miranda.initial': 2, 'right-party.confirm': 3 };
    expect(kinds(said(early))).toEqual(['disclosure-before-right-party mini-miranda.initial']);
    expect(callViolations(said(early))[0]?.citation).toBe('12 CFR 1006.6(d)(1)');
    expect(kinds(said({ 'mini-miranda.initial': 2 }, false))).toEqual([
      'disclosure-before-right-party mini-miranda.initial',
    ]);
    expect(kinds(said({ 'right-party.confirm': 2, 'identity.say': 2, 'mini-miranda.initial': 2 }))).toEqual([]);
  });

  it('F-13 the notice is missing once when it was said in no language, and not when it was said in one', () => {
    const codes = ['right-party.confirm', 'mini-miranda.initial', 'mini-miranda.initial-es'];
    const asking = (disclosures: Record<string, number>) =>
      kinds({ ...said(disclosures), obligations: codes.map((code) => obligation(code)) });
    expect(asking({ 'right-party.confirm': 1 })).toEqual(['disclosure-missed mini-miranda.initial']);
    expect(asking({ 'right-party.confirm': 1, 'mini-miranda.initial-es': 2 })).toEqual([]);
    expect(asking({ 'right-party.confirm': 3, 'mini-miranda.initial-es': 2 })).toEqual([
      'disclosure-before-right-party mini-miranda.initial-es',
    ]);
  });

  it('F-8 the words that a debt is too old to be sued on say that there is one', () => {
    const call = said({ 'time-barred.disclose': 1, 'right-party.confirm': 2 });
    expect(
      kinds({ ...call, obligations: ['right-party.confirm', 'time-barred.disclose'].map((c) => obligation(c)) }),
    ).toEqual(['disclosure-before-right-party time-barred.disclose']);
  });

  it('F-13 what was not said to the right party is missing; nobody else was owed it', () => {
    expect(kinds(said({ 'right-party.confirm': 1 }))).toEqual([
      'disclosure-missed identity.say',
      'disclosure-missed mini-miranda.initial',
    ]);
    expect(kinds(said({}, false))).toEqual([]);
  });
});
