/**
 * Situations to begin with: real facts of case files, with dates around the day on which they are opened. What stands in them
 * is what the situation is about; everything else keeps its default, which is unknown or none.
 */
import type { Json } from '../../../../shared/domain/compliance/facts/facts-json.ts';

type JsonObject = { [name: string]: Json };
/** Wall times and dates around the day of the case: `at(-1, '17:40')` is yesterday at 17:40 where the consumer is. */
export type AroundToday = { at: (days: number, time: string) => string; on: (days: number) => string };

export type Situation = {
  id: string;
  group: string;
  title: string;
  /** Where the moment of the case is told. */
  zone: string;
  time: string;
  facts: (around: AroundToday) => JsonObject;
};

const NEW_YORK = 'America/New_York';

type Place = { phone: string; region: string; postalCode: string; zone: string };
const georgia: Place = { phone: '+14045550142', region: 'GA', postalCode: '30303', zone: NEW_YORK };
const massachusetts: Place = { phone: '+16175550142', region: 'MA', postalCode: '02108', zone: NEW_YORK };
const newYorkCity: Place = { phone: '+17185550142', region: 'NY', postalCode: '11201', zone: NEW_YORK };
const district: Place = { phone: '+12025550142', region: 'DC', postalCode: '20001', zone: NEW_YORK };
const washington: Place = { phone: '+12065550142', region: 'WA', postalCode: '98101', zone: 'America/Los_Angeles' };
const nevada: Place = { phone: '+17025550142', region: 'NV', postalCode: '89101', zone: 'America/Los_Angeles' };

const debt: JsonObject = { id: 'd1', balance_cents: 84200 };

/** A known consumer of a place, about to be called on the cell phone about one debt. */
function consumerOf(place: Place, change: JsonObject = {}, action: JsonObject = {}): JsonObject {
  return {
    action: { channel: 'voice', phone_number: place.phone, debt_ids: ['d1'], agent_state: 'GA', ...action },
    actor: { licensed_states: ['GA', 'MA', 'NY', 'DC', 'WA', 'NV', 'CA'] },
    endpoint: { place: 'mobile', line_type: 'wireless', source: 'consumer' },
    location: {
      phones: [{ phone_number: place.phone }],
      addresses: [{ region: place.region, postal_code: place.postalCode }],
    },
    debts: [debt],
    ...change,
  };
}

const call = (place: Place, around: AroundToday, days: number, time: string, more: JsonObject = {}): JsonObject => ({
  call_id: `call-${String(-days)}-${time.replace(':', '')}`,
  placed_at: around.at(days, time),
  phone_number: place.phone,
  debt_ids: ['d1'],
  place: 'mobile',
  ...more,
});

const optOut: JsonObject = { is_conspicuous: true, languages: ['en'] };

const byChannel: readonly Omit<Situation, 'group'>[] = [
  { id: 'ordinary-call', title: 'An ordinary call', zone: NEW_YORK, time: '10:00', facts: () => consumerOf(georgia) },
  {
    id: 'evening-call',
    title: 'A call at ten to nine in the evening',
    zone: NEW_YORK,
    time: '20:50',
    facts: () => consumerOf(georgia),
  },
  {
    id: 'voicemail',
    title: 'A voicemail of limited content',
    zone: NEW_YORK,
    time: '10:00',
    facts: () =>
      consumerOf(
        georgia,
        {},
        {
          channel: 'voicemail',
          message: {
            message_class: 'limited-content',
            text: 'Hello, this is Sam Rivera calling for Alex Morgan. Please call me or a colleague back at 404-555-0100.',
            languages: ['en'],
          },
        },
      ),
  },
  {
    id: 'text',
    title: 'A text to a number the consumer texted from',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at, on }) =>
      consumerOf(
        georgia,
        {
          endpoint: {
            place: 'mobile',
            line_type: 'wireless',
            source: 'consumer',
            last_used_by_consumer_at: at(-20, '12:10'),
            reassignment: { answer: 'no', queried_at: at(-3, '06:00'), asked_about_on: on(-20) },
          },
        },
        {
          channel: 'sms',
          message: {
            text: 'This is Practice Collections about your account. This is an attempt to collect a debt. Reply STOP to stop.',
            opt_out: optOut,
            languages: ['en'],
          },
        },
      ),
  },
  {
    id: 'email',
    title: 'An email to an address the consumer used',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(
        georgia,
        { endpoint: { source: 'consumer', last_used_by_consumer_at: at(-9, '19:30') } },
        {
          channel: 'email',
          phone_number: '',
          address: 'alex.morgan@example.com',
          message: {
            subject: 'Your account',
            text: 'This is from a debt collector. You can stop these emails by the link below.',
            opt_out: optOut,
            languages: ['en'],
          },
        },
      ),
  },
  {
    id: 'letter',
    title: 'A letter',
    zone: NEW_YORK,
    time: '10:00',
    facts: () =>
      consumerOf(
        georgia,
        {},
        {
          channel: 'letter',
          phone_number: '',
          address: '12 Peachtree St, Atlanta, GA 30303',
          message: { languages: ['en'] },
        },
      ),
  },
];

const byPlace: readonly Omit<Situation, 'group'>[] = [
  {
    id: 'massachusetts',
    title: 'Massachusetts, two calls in seven days',
    zone: NEW_YORK,
    time: '10:00',
    facts: (around) =>
      consumerOf(massachusetts, {
        history: {
          attempts: [call(massachusetts, around, -4, '11:20'), call(massachusetts, around, -1, '17:40')],
        },
      }),
  },
  {
    id: 'new-york-city',
    title: 'New York City, a text without consent',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(
        newYorkCity,
        {
          endpoint: { place: 'mobile', line_type: 'wireless', last_used_by_consumer_at: at(-5, '12:00') },
        },
        {
          channel: 'sms',
          message: { text: 'Practice Collections. Reply STOP to stop.', opt_out: optOut, languages: ['en'] },
        },
      ),
  },
  {
    id: 'district-of-columbia',
    title: 'District of Columbia, three calls in seven days',
    zone: NEW_YORK,
    time: '10:00',
    facts: (around) =>
      consumerOf(district, {
        history: {
          attempts: [
            call(district, around, -5, '09:30'),
            call(district, around, -3, '14:05'),
            call(district, around, -1, '18:15'),
          ],
        },
        debts: [{ ...debt, validation: { provided_on: around.on(-30), provided_by: 'letter' } }],
      }),
  },
  {
    id: 'washington',
    title: 'Washington, three contacts in a week',
    zone: 'America/Los_Angeles',
    time: '10:00',
    facts: (around) =>
      consumerOf(washington, {
        history: {
          attempts: [
            call(washington, around, -3, '09:30'),
            call(washington, around, -2, '12:00'),
            call(washington, around, -1, '16:45'),
          ],
        },
      }),
  },
  {
    id: 'nevada-medical',
    title: 'Nevada, a medical debt before its sixty days',
    zone: 'America/Los_Angeles',
    time: '10:00',
    facts: ({ on }) => consumerOf(nevada, { debts: [{ ...debt, is_medical: true, state_notice_mailed_on: on(-55) }] }),
  },
  {
    id: 'several-zones',
    title: 'Several zones: an eastern number, an address in California',
    zone: NEW_YORK,
    time: '09:00',
    facts: () =>
      consumerOf(georgia, {
        location: {
          phones: [{ phone_number: georgia.phone }],
          addresses: [{ region: 'CA', postal_code: '94103' }],
        },
      }),
  },
  {
    id: 'stated-place',
    title: 'The consumer said yesterday that they are in Honolulu',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(georgia, {
        location: {
          phones: [{ phone_number: georgia.phone }],
          stated: { label: 'Honolulu', zones: ['Pacific/Honolulu'], stated_at: at(-1, '19:00') },
        },
      }),
  },
  {
    id: 'place-unknown',
    title: 'Nothing says where the consumer is',
    zone: NEW_YORK,
    time: '10:00',
    facts: () =>
      consumerOf(
        georgia,
        { location: {}, endpoint: {} },
        { channel: 'email', phone_number: '', address: 'a.m@example.com' },
      ),
  },
];

const byHistory: readonly Omit<Situation, 'group'>[] = [
  {
    id: 'seven-calls',
    title: 'Seven calls in seven days',
    zone: NEW_YORK,
    time: '10:00',
    facts: (around) =>
      consumerOf(georgia, {
        history: {
          attempts: [-6, -5, -4, -3, -2, -1, -1].map((days, index) =>
            call(georgia, around, days, `${String(9 + index).padStart(2, '0')}:15`),
          ),
        },
      }),
  },
  {
    id: 'after-conversation',
    title: 'After a conversation about the debt',
    zone: NEW_YORK,
    time: '10:00',
    facts: (around) =>
      consumerOf(georgia, {
        history: {
          attempts: [call(georgia, around, -2, '14:30', { is_answered: true })],
          conversations: [{ call_id: 'call-2-1430', at: around.at(-2, '14:30'), debt_ids: ['d1'] }],
        },
      }),
  },
  {
    id: 'asked-to-be-called',
    title: 'The consumer asked to be called back on that day',
    zone: NEW_YORK,
    time: '10:00',
    facts: (around) =>
      consumerOf(georgia, {
        history: {
          attempts: [call(georgia, around, -2, '14:30', { is_answered: true })],
          conversations: [{ call_id: 'call-2-1430', at: around.at(-2, '14:30'), debt_ids: ['d1'] }],
          consents: [
            {
              call_id: 'call-2-1430',
              received_at: around.at(-2, '14:33'),
              debt_ids: ['d1'],
              usable: { from: around.on(0), until: around.on(1) },
            },
          ],
        },
      }),
  },
  {
    id: 'not-at-lunch',
    title: 'The consumer said: not between noon and two on weekdays',
    zone: NEW_YORK,
    time: '12:30',
    facts: ({ at }) =>
      consumerOf(georgia, {
        consumer: {
          time_preferences: [
            {
              kind: 'not-then',
              weekdays: [1, 2, 3, 4, 5],
              from_minute: 720,
              until_minute: 840,
              recorded_at: at(-12, '12:41'),
              evidence: 'Said on the call of that day',
            },
          ],
        },
      }),
  },
  {
    id: 'not-at-work',
    title: 'The consumer asked not to be called at work',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(massachusetts, {
        person: { barred_places: [{ place: 'work', since: at(-3, '11:00') }] },
        endpoint: { place: 'work', line_type: 'landline' },
      }),
  },
  {
    id: 'wrong-number',
    title: 'Somebody said that the number is wrong',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(georgia, { endpoint: { place: 'mobile', status: 'wrong', wrong_party_at: at(-1, '16:12') } }),
  },
  {
    id: 'do-not-call',
    title: 'On our own do-not-call list for five more days',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(georgia, {
        endpoint: {
          place: 'mobile',
          do_not_call: [
            { list: 'internal', reason: 'Asked by letter', added_at: at(-25, '09:00'), expires_at: at(5, '12:00') },
          ],
        },
      }),
  },
];

const byBar: readonly Omit<Situation, 'group'>[] = [
  {
    id: 'attorney',
    title: 'An attorney who has not answered for thirty days',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(georgia, {
        debts: [
          {
            ...debt,
            attorney: {
              name: 'Dana Whitlock',
              known_since: at(-40, '10:00'),
              first_asked_at: at(-27, '10:00'),
              attempts: 2,
            },
          },
        ],
      }),
  },
  {
    id: 'cease',
    title: 'A written request to cease communication',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) => consumerOf(georgia, { debts: [{ ...debt, ceased_at: at(-6, '09:20') }] }),
  },
  {
    id: 'bankruptcy',
    title: 'A petition under chapter 7',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at, on }) =>
      consumerOf(georgia, {
        debts: [
          {
            ...debt,
            bankruptcy: {
              chapter: '7',
              status: 'filed',
              case_number: '26-10117',
              petition_on: on(-11),
              reported_at: at(-9, '13:00'),
            },
          },
        ],
      }),
  },
  {
    id: 'bankruptcy-claimed',
    title: 'The consumer says “I filed for bankruptcy”, no number yet',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) =>
      consumerOf(georgia, {
        debts: [{ ...debt, bankruptcy: { status: 'claimed', reported_at: at(-1, '15:00') } }],
      }),
  },
  {
    id: 'dispute',
    title: 'A written dispute without an answer yet',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at, on }) =>
      consumerOf(georgia, {
        debts: [
          {
            ...debt,
            validation: { initial_communication_at: at(-20, '10:00'), provided_on: on(-19), stated_end_on: on(16) },
            disputes: [{ id: 'dispute-1', form: 'written', received_at: at(-4, '08:00') }],
          },
        ],
      }),
  },
  {
    id: 'deceased',
    title: 'The consumer has died',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ on }) => consumerOf(georgia, { consumer: { is_deceased: true, deceased_on: on(-30) } }),
  },
  {
    id: 'servicemember',
    title: 'A servicemember on active duty, reached by military mail',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ on }) =>
      consumerOf(georgia, {
        consumer: { servicemember: { is_active: true, service_began_on: on(-400), checked_on: on(-10) } },
        location: { phones: [{ phone_number: georgia.phone }], addresses: [{ region: 'AE', postal_code: '09012' }] },
      }),
  },
];

const otherActions: readonly Omit<Situation, 'group'>[] = [
  {
    id: 'card-payment',
    title: 'Opening the card form during a recorded call',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ at }) => ({
      action: { kind: 'payment', step: 'open-form', method: 'card', amount_cents: 12_500 },
      capture: [
        { stream: 'call-recording', is_in_use: true, pause_ordered_at: at(0, '09:59'), paused_at: at(0, '09:59') },
        { stream: 'screen-recording', is_in_use: false },
        { stream: 'transcription', is_in_use: false },
        { stream: 'live-monitor', is_in_use: false },
      ],
      card: { entry: 'masked-tones', are_tones_masked: true },
      debts: [debt],
      consumer_states: ['GA'],
      zone: NEW_YORK,
    }),
  },
  {
    id: 'purge',
    title: 'Purging the recording of a call, three years on',
    zone: NEW_YORK,
    time: '10:00',
    facts: ({ on }) => ({
      action: { kind: 'retention', act: 'purge' },
      record: { kind: 'recording', made_on: on(-1089), debt_ids: ['d1'] },
      debts: [{ id: 'd1', last_activity_on: on(-1089) }],
      zone: NEW_YORK,
    }),
  },
];

const grouped = (group: string, of: readonly Omit<Situation, 'group'>[]): Situation[] =>
  of.map((each) => ({ ...each, group }));

export const situations: readonly Situation[] = [
  ...grouped('How the consumer is reached', byChannel),
  ...grouped('Where the consumer is', byPlace),
  ...grouped('What has happened before', byHistory),
  ...grouped('What bars collection', byBar),
  ...grouped('Payments and records', otherActions),
];
