/** Facts about actions of every kind. `action.kind` says which; without it the action is a contact. */
import type { z } from 'zod';
import { type ContactFacts, factsSchema } from './facts.ts';
import { type PaymentFacts, paymentFactsSchema } from './payment.ts';
import { type RetentionFacts, retentionFactsSchema } from './retention.ts';

export type FactsOf = { contact: ContactFacts; payment: PaymentFacts; retention: RetentionFacts };
export type ActionKind = keyof FactsOf;
export type AnyFacts = FactsOf[ActionKind];

export const factsSchemas: { [K in ActionKind]: z.ZodType<FactsOf[K]> } = {
  contact: factsSchema,
  payment: paymentFactsSchema,
  retention: retentionFactsSchema,
};
export const actionKinds = ['contact', 'payment', 'retention'] as const satisfies readonly ActionKind[];

export const isContactFacts = (facts: AnyFacts): facts is ContactFacts => facts.action.kind === 'contact';
export const isPaymentFacts = (facts: AnyFacts): facts is PaymentFacts => facts.action.kind === 'payment';
