/**
 * T-5: of a predictive campaign's calls that somebody answered, no more than three in a hundred may meet no agent, within thirty days (47
 * CFR 64.1200(a)(7)). The law says it of offers; we hold every predictive campaign to it and go on one call an agent when it is over.
 */
import { defineRule } from '../rule.ts';

export type AbandonedCallsParameters = { maxShare: number };

export const abandonedCalls = defineRule<AbandonedCallsParameters>(
  { id: 'T-5', title: 'Abandoned calls', citation: 'Policy, after 47 CFR 64.1200(a)(7)', isPolicy: true },
  ({ action }, _nowMs, { maxShare }) => {
    const { campaign, mode } = action;
    if (mode !== 'predictive') return { verdict: 'allow', reason: 'No machine dials ahead of the agents.' };
    if (campaign === null) {
      return {
        verdict: 'review',
        reason: 'A predictive call without a campaign: nobody knows how many were abandoned.',
      };
    }
    const { liveAnswers30Days: answered, abandoned30Days: abandoned } = campaign;
    const used = { campaign: campaign.id, answered, abandoned, max_share: maxShare };
    return abandoned <= answered * maxShare
      ? { verdict: 'allow', reason: `${abandoned} of ${answered} answered calls were abandoned.`, facts: used }
      : {
          verdict: 'block',
          reason: `${abandoned} of ${answered} answered calls were abandoned: the campaign goes on with one call an agent.`,
          facts: used,
        };
  },
);
