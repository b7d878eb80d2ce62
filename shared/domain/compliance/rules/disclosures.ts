/**
 * F-13: who is calling, and that it is about a debt (12 CFR 1006.18(e), 1006.14(g)). The long form in the initial
 * communication about a debt, the short one afterwards; a limited-content message is no communication.
 */
import { type Obligation, defineRule } from '../rule.ts';

export const disclosures = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'F-13',
    title: 'Identity and mini-Miranda',
    citation: '12 CFR 1006.18(e), 1006.14(g); 15 USC 1692e(11)',
    isPolicy: false,
  },
  ({ action, actor, person, history }) => {
    const isInitial =
      action.debtIds.length === 0 || action.debtIds.some((debtId) => !history.communicatedDebtIds.includes(debtId));
    const rightParty: Obligation = {
      code: 'right-party.confirm',
      title: 'Right party',
      text: person === null ? 'May I ask whom I am speaking with?' : `May I speak with ${person.fullName}?`,
      citation: '12 CFR 1006.6(d)(1)',
    };
    const identity: Obligation = {
      code: 'identity.say',
      title: 'Who is calling',
      text: `My name is ${actor.agentName} and I am calling from ${actor.organizationName}.`,
      citation: '12 CFR 1006.14(g)',
    };
    const miniMiranda: Obligation = isInitial
      ? {
          code: 'mini-miranda.initial',
          title: 'Mini-Miranda',
          text: 'This is an attempt to collect a debt. Any information obtained will be used for that purpose.',
          citation: '12 CFR 1006.18(e)(1)',
        }
      : {
          code: 'mini-miranda.subsequent',
          title: 'Mini-Miranda',
          text: 'This communication is from a debt collector.',
          citation: '12 CFR 1006.18(e)(2)',
        };
    return {
      verdict: 'require',
      reason: isInitial
        ? 'First communication about this debt: say the full notice once the right party has confirmed who they are.'
        : 'There has been a communication before: say that this is a debt collector.',
      obligations: [rightParty, identity, miniMiranda],
      facts: { is_initial_communication: isInitial },
    };
  },
);
