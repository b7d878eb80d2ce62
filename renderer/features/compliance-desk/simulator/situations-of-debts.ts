/** Situations by what has happened before, what bars collection, and other actions than contacts. */
import { type Situation, NEW_YORK, georgia, massachusetts, debt, consumerOf, call } from './situation-parts.ts';

export const byHistory: readonly Omit<Situation, 'group'>[] = [
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

export const byBar: readonly Omit<Situation, 'group'>[] = [
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

export const otherActions: readonly Omit<Situation, 'group'>[] = [
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
