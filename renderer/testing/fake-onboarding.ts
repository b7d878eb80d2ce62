/** The setup of an organization: nothing settled, half of it, all of it, or taken over. */
import type { OnboardingState } from '../../shared/contracts/onboarding/onboarding.contract.ts';
import { onboardingSteps, onboardingWords } from '../../shared/domain/onboarding/onboarding-steps.ts';
import { ago, fakeId } from './fake-data.ts';

export type SetupKind = 'empty' | 'half' | 'complete' | 'taken-over';

const doneSteps: Readonly<Record<SetupKind, number>> = { empty: 0, half: 3, complete: 6, 'taken-over': 0 };
const day = 24 * 60;

export function fakeOnboarding(kind: SetupKind = 'complete'): OnboardingState {
  const done = new Set(onboardingSteps.slice(0, doneSteps[kind]));
  const isComplete = kind === 'complete';
  return {
    may_dial: isComplete || kind === 'taken-over',
    is_complete: isComplete,
    taken_over:
      kind === 'taken-over'
        ? { at: ago(day), reason: 'This organization dialed before its setup was asked for.' }
        : null,
    steps: onboardingSteps.map((step) => ({
      step,
      ...onboardingWords[step],
      is_done: done.has(step),
      missing: done.has(step) ? null : `${onboardingWords[step].title}: nobody has confirmed it.`,
      answered: done.has(step) ? { by: 'Jordan Avery', at: ago(2 * day) } : null,
    })),
    identity: done.has('identity')
      ? {
          legal_name: 'Harbor Point Recovery LLC',
          caller_name: 'Harbor Point',
          collector_type: 'third-party',
          mailing_address: '40 Pier Street, Albany NY 12207',
          agent_states: ['NY'],
        }
      : null,
    organization: { name: 'Harbor Point Recovery', caller_name: 'Harbor Point' },
    licenses: done.has('licenses')
      ? [
          license(1, 'CA', { license_number: 'CA-10447', standing: 'in-force' }),
          license(2, 'MA', { license_number: 'DC-0912', valid_until: '2026-10-31', standing: 'expired' }),
          license(3, 'NY', {
            kind: 'not-needed',
            decided_by: 'Dana Whitlock, counsel',
            reason: 'The state licenses collectors by city only',
          }),
          license(4, 'WA', {
            license_number: 'WA-77',
            standing: 'withdrawn',
            withdrawn: { by: 'Jordan Avery', at: ago(day), reason: 'Surrendered to the state' },
          }),
        ]
      : [],
    packs: { enforced: 21, in_shadow: 2, undecided: 21 },
    caller_ids: [
      { phone_number: '+12125550100', label: 'New York office', is_confirmed: done.has('caller-ids') },
      { phone_number: '+13125550100', label: 'Chicago office', is_confirmed: done.has('caller-ids') },
    ],
    scripts: [
      script('right-party.confirm', 'Right party', 'May I speak with the consumer?', '12 CFR 1006.6(d)(1)'),
      script('mini-miranda.initial', 'Mini-Miranda', 'This is an attempt to collect a debt.', '15 USC 1692e(11)'),
      script('recording.announce', 'Recording', 'This call is recorded.', '18 USC 2511(2)(d)'),
    ],
    retention: done.has('retention') ? { recording_months: 36, record_months: 84 } : null,
    least_retention_months: 36,
    national_list_as_of: kind === 'empty' ? null : '2026-11-12',
  };
}

const script = (code: string, title: string, text: string, citation: string) => ({ code, title, text, citation });

const license = (
  index: number,
  state: string,
  given: Partial<OnboardingState['licenses'][number]>,
): OnboardingState['licenses'][number] => ({
  id: fakeId(90_000 + index),
  state,
  kind: 'license',
  license_number: null,
  valid_from: '2025-11-01',
  valid_until: null,
  decided_by: null,
  reason: null,
  standing: 'in-force',
  withdrawn: null,
  recorded_by: 'Jordan Avery',
  recorded_at: ago(3 * day),
  ...given,
});
