/** The domain declares the decision again, because it imports nothing; here both are held against each other. */
import { expect, it } from 'vitest';
import type { z } from 'zod';
import * as wire from '../../contracts/compliance/decision.ts';
import type { ConsumerZone, Decision, Finding, Obligation, Verdict } from './rule.ts';
import { verdictOrder } from './rule.ts';
import { at, contactFacts, decide } from './testing/contact-facts.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(equal: Equal<A, B>): boolean => equal;

it('has the types of the wire', () => {
  expect([
    same<Verdict, wire.Verdict>(true),
    same<Obligation, wire.Obligation>(true),
    same<Finding, wire.Finding>(true),
    same<ConsumerZone, z.output<typeof wire.consumerZoneSchema>>(true),
    same<Decision, wire.Decision>(true),
  ]).not.toContain(false);
  expect(verdictOrder).toEqual(wire.verdicts);
});

it('passes the schema of the wire unchanged', () => {
  const decision = decide(contactFacts(), at('2026-11-23 07:00'));
  expect(wire.decisionSchema.parse(decision)).toEqual(decision);
});
