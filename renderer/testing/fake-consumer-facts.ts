/** What a consumer told us, for tests and pictures. */
import type { ConsumerFact } from '../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { ago, fakeId, fakeNow } from './fake-data.ts';

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

export const fakeConsumerFactHandlers = () => ({
  'consumer-facts:list': () => ({ facts: fakeFacts() }),
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
