/** The words agents read aloud, as the rule packs give them for a first call and for a later one. */
import type { OnboardingState } from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import { factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import type { PackMode } from '../../../shared/domain/compliance/rule.ts';
import { engineOf } from '../rule-packs/index.ts';

const wordCodes = /^(right-party|identity|mini-miranda|recording)\./;

/** Each once, in the order of the call. `modes` by pack id, of packs that were decided about. */
export function scriptsOf(
  callerName: string,
  modes: Readonly<Record<string, PackMode>>,
  nowMs: number,
): OnboardingState['scripts'] {
  const engine = engineOf(modes);
  const obligations = [[], ['debt']].flatMap((communicatedDebtIds) => {
    const facts = factsSchema.parse({
      action: { phoneNumber: '+12125550100', debtIds: ['debt'] },
      actor: { organizationName: callerName, agentName: 'the agent' },
      person: { fullName: 'the consumer' },
      debts: [{ id: 'debt' }],
      history: { communicatedDebtIds },
    });
    return evaluateContact(engine, facts, nowMs).obligations;
  });
  const byCode = new Map(obligations.filter(({ code }) => wordCodes.test(code)).map((each) => [each.code, each]));
  return [...byCode.values()].map(({ code, title, text, citation }) => ({ code, title, text, citation }));
}
