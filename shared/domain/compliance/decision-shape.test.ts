/** The domain declares the decision again, because it imports nothing; here both are held against each other. */
import { expect, it } from 'vitest';
import type { z } from 'zod';
import * as wire from '../../contracts/compliance/decision.ts';
import type { ConsumerZone, Decision, Finding, Obligation, Verdict } from './rule.ts';
import { verdictOrder } from './rule.ts';
import { at, contactFacts, decide } from './testing/contact-facts.ts';

/** Assignable both ways, with no field more or less; `never` when they differ. */
type Same<A, B> = [A, B] extends [B, A]
  ? keyof A extends keyof B
    ? keyof B extends keyof A
      ? A
      : never
    : never
  : never;

/** Compiles only when each pair is the same type. */
type Pairs = {
  verdict: Same<Verdict, wire.Verdict>;
  obligation: Same<Obligation, wire.Obligation>;
  finding: Same<Finding, wire.Finding>;
  zone: Same<ConsumerZone, z.output<typeof wire.consumerZoneSchema>>;
};
const wireDecision = (decision: Same<Decision, wire.Decision>): wire.Decision => decision;

it('has the types of the wire, and the verdicts in its order', () => {
  const decision = decide(contactFacts(), at('2026-11-23 12:00'));
  const [finding] = decision.findings;
  const [obligation] = decision.obligations;
  const [zone] = decision.zones;
  if (!finding || !obligation || !zone) throw new Error('A decision without findings');
  const parts: Pairs = { verdict: decision.verdict, finding, obligation, zone };
  expect(wireDecision(decision).findings[0]).toBe(parts.finding);
  expect(verdictOrder).toEqual(wire.verdicts);
});

it('passes the schema of the wire unchanged', () => {
  const decision = decide(contactFacts(), at('2026-11-23 07:00'));
  expect(wire.decisionSchema.parse(decision)).toEqual(decision);
});
