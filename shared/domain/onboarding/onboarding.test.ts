import { describe, expect, it } from 'vitest';
import { type OnboardingFacts, onboardingSteps, openSteps, stepsThatStopCalls } from './onboarding-steps.ts';
import { licensedStatesOn } from './state-licenses.ts';

const main = '+12125550199';
const second = '+13105550199';
const done: OnboardingFacts = {
  isTakenOver: false,
  answered: new Set(onboardingSteps),
  areAllPacksDecided: false,
  callerIds: [main],
  confirmedCallerIds: new Set([main]),
};
const names = (steps: readonly { step: string }[]): string[] => steps.map(({ step }) => step);

describe('what an organization must have settled', () => {
  it('is each step, and nothing once all are answered', () => {
    expect(names(openSteps({ ...done, answered: new Set(), confirmedCallerIds: new Set() }))).toEqual([
      ...onboardingSteps,
    ]);
    expect(openSteps(done)).toEqual([]);
    for (const step of onboardingSteps) {
      const answered = new Set(onboardingSteps.filter((each) => each !== step));
      expect(names(stepsThatStopCalls({ ...done, answered }, main))).toEqual([step]);
    }
  });

  it('is met for rule packs also by a decision about each', () => {
    const answered = new Set(onboardingSteps.filter((step) => step !== 'packs'));
    expect(openSteps({ ...done, answered, areAllPacksDecided: true })).toEqual([]);
  });

  it('stops nobody who dialed before, and still says what is open', () => {
    const facts = { ...done, isTakenOver: true, answered: new Set<never>() };
    expect(stepsThatStopCalls(facts, main)).toEqual([]);
    expect(openSteps(facts)).toHaveLength(onboardingSteps.length);
  });

  it('lets a further number stop only the calls that would show it', () => {
    const facts = { ...done, callerIds: [main, second] };
    expect(openSteps(facts)).toEqual([{ step: 'caller-ids', what: `Not confirmed as held and answered: ${second}.` }]);
    expect(stepsThatStopCalls(facts, main)).toEqual([]);
    expect(stepsThatStopCalls(facts, null)).toEqual([]);
    expect(names(stepsThatStopCalls(facts, second))).toEqual(['caller-ids']);
    expect(names(stepsThatStopCalls({ ...facts, confirmedCallerIds: new Set() }, null))).toEqual(['caller-ids']);
  });
});

describe('licensed states', () => {
  const ny = { state: 'NY', validFrom: '2026-01-01', validUntil: '2026-11-23' };
  it('are those with a license in force, to the day', () => {
    expect(licensedStatesOn([ny], '2025-12-31')).toEqual([]);
    expect(licensedStatesOn([ny], '2026-01-01')).toEqual(['NY']);
    expect(licensedStatesOn([ny], '2026-11-23')).toEqual(['NY']);
    expect(licensedStatesOn([ny], '2026-11-24')).toEqual([]);
  });
  it('are named once, also where a renewal follows on', () => {
    const renewal = { state: 'NY', validFrom: '2026-11-01', validUntil: null };
    const al = { state: 'AL', validFrom: '2026-01-01', validUntil: null };
    expect(licensedStatesOn([ny, renewal, al], '2026-11-23')).toEqual(['AL', 'NY']);
    expect(licensedStatesOn([ny, renewal], '2026-11-24')).toEqual(['NY']);
  });
});
