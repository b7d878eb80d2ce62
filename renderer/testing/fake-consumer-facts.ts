/** What a consumer told us, for tests and pictures. */
import type { ConsumerFact } from '../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { type ToldInput, toldSchema } from '../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { ago, fakeId, fakeNow, numberOf } from './fake-data.ts';

const source = {
  debt_id: null,
  debt_reference: null,
  phone_number: null,
  address: null,
  call_id: null,
  note: '',
  recorded_at: ago(60),
  recorded_by_name: 'Sam Rivera',
  received_at: ago(60),
  received_by: 'voice',
  taken_back: null,
} as const;

export const fakeFacts = (): ConsumerFact[] => [
  { ...source, id: fakeId(61_001), told: { kind: 'barred-place', value: { place: 'work' } } },
  {
    ...source,
    id: fakeId(61_002),
    received_by: 'letter',
    told: {
      kind: 'bankruptcy',
      value: {
        status: 'claimed',
        chapter: '7',
        case_number: null,
        petition_on: null,
        ended_on: null,
        document: null,
        is_released: false,
      },
    },
    taken_back: { at: ago(30), by_name: 'Jordan Avery', reason: 'The case is that of another person' },
  },
];

const on = (number: number, told: ToldInput, over: Partial<ConsumerFact> = {}): ConsumerFact => ({
  ...source,
  id: fakeId(61_100 + number),
  received_by: 'letter',
  recorded_by_name: 'Jordan Avery',
  ...over,
  told: toldSchema.parse(told),
});
const email = { address: 'marcus.whitfield@gmail.com' };

/** A file with something in every group; the debt is the first of the first fake account. */
const fakeManyFacts = (): ConsumerFact[] => [
  on(
    1,
    { kind: 'servicemember', value: { is_active: false, checked_on: '2026-11-20' } },
    { received_by: 'list', note: 'DMDC, saved with the letters' },
  ),
  ...fakeFacts(),
  on(
    2,
    { kind: 'validation-provided', value: { provided_on: '2026-10-19', stated_end_on: '2026-11-27' } },
    { debt_id: fakeId(5001), debt_reference: 'HP-1', received_by: 'list' },
  ),
  on(
    3,
    { kind: 'limitation', value: { ends_on: '2029-03-31', is_revived_by_payment: true } },
    { debt_id: fakeId(5001), debt_reference: 'HP-1', received_by: 'creditor' },
  ),
  on(
    4,
    { kind: 'consent', value: { medium: 'sms', given_to: 'collector' } },
    { phone_number: numberOf(0), received_by: 'portal' },
  ),
  on(5, { kind: 'consent-revoked', value: { medium: 'sms' } }, { phone_number: numberOf(0), received_by: 'sms' }),
  on(
    6,
    {
      kind: 'creditor-notice',
      value: {
        sent_on: '2026-09-01',
        opt_out_until_on: '2026-10-06',
        names_us: true,
        creditor_used_it: true,
        has_opted_out: false,
      },
    },
    { ...email, received_by: 'creditor' },
  ),
  on(7, { kind: 'wrote-from', value: {} }, { ...email, received_by: 'email' }),
];

export const fakeConsumerFactHandlers = (extent: 'none' | 'few' | 'many') => ({
  'consumer-facts:list': () => ({
    facts: extent === 'none' ? [] : extent === 'many' ? fakeManyFacts() : fakeFacts(),
  }),
  'consumer-facts:report': () => ({
    id: fakeId(61_003),
    callId: null,
    kind: 'consumer-fact',
    state: 'saved-here' as const,
    at: fakeNow,
  }),
  'consumer-facts:take-back': ({ id, reason }: ChannelRequest<'consumer-facts:take-back'>) => {
    const fact = fakeFacts().find((each) => each.id === id);
    if (!fact) throw new Error('No such fact');
    return { ...fact, taken_back: { at: fakeNow, by_name: 'Jordan Avery', reason } };
  },
});
