/** Overrides as agents ask for them and others answer. */
import type { OverrideView } from '../../shared/contracts/compliance/overrides.contract.ts';
import { refusingFindings } from '../../shared/domain/compliance/override.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { ago, fakeId, numberOf } from './fake-data.ts';
import { fakeDecision } from './fake-decision.ts';

const soon = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

const fakeOverride = (index: number, change: Partial<OverrideView> = {}): OverrideView => ({
  id: fakeId(95_000 + index),
  decision_id: fakeId(40_000 + index),
  agent_id: fakeId(100),
  agent_name: 'Jordan Avery',
  account_id: fakeId(1000 + index),
  phone_number: numberOf(index),
  findings: refusingFindings(fakeDecision('review').findings),
  reason: 'They wrote this morning and asked to be called before noon.',
  asked_at: ago(3),
  state: 'waiting',
  missing_approvals: 1,
  is_compliance_missing: false,
  expires_at: soon(7),
  rulings: [],
  ...change,
});

const answered = (isApproved: boolean): OverrideView['rulings'] => [
  {
    by_id: fakeId(200),
    by_name: 'Morgan Hale',
    is_approved: isApproved,
    at: ago(1),
    reason: isApproved ? 'Their letter is on file.' : 'Their letter says the opposite.',
  },
];

/** How far the agent's own request is; `asked`: others ask as well. */
export type OverrideKind = 'none' | 'asked' | OverrideView['state'];

/** What the overrides answer. `own`: the account and number that are open. */
export function fakeOverrideHandlers(kind: OverrideKind, own: Pick<OverrideView, 'account_id' | 'phone_number'>) {
  const state = kind === 'none' || kind === 'asked' ? null : kind;
  let known: OverrideView[] =
    kind === 'none'
      ? []
      : [
          fakeOverride(3),
          fakeOverride(4, { agent_name: 'Sam Ellison', missing_approvals: 2, is_compliance_missing: true }),
        ];
  if (state !== null)
    known = [
      fakeOverride(1, {
        ...own,
        state,
        missing_approvals: state === 'waiting' ? 1 : 0,
        rulings: state === 'waiting' ? [] : answered(state !== 'refused'),
        expires_at: state === 'waiting' || state === 'approved' ? soon(7) : null,
      }),
    ];
  return {
    'overrides:list': () => ({ overrides: known }),
    'overrides:ask': ({ reason }: ChannelRequest<'overrides:ask'>) => fakeOverride(1, { ...own, reason }),
    'overrides:decide': ({ id, is_approved: isApproved, reason }: ChannelRequest<'overrides:decide'>) => {
      const [ruling] = answered(isApproved);
      const decided = fakeOverride(9, {
        id,
        state: isApproved ? 'approved' : 'refused',
        rulings: ruling ? [{ ...ruling, reason }] : [],
      });
      known = known.filter((each) => each.id !== id);
      return decided;
    },
  };
}
