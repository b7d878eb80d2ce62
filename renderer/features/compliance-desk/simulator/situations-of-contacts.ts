/** Situations by how the consumer is reached and where they are. */
import {
  type Situation,
  NEW_YORK,
  georgia,
  massachusetts,
  newYorkCity,
  district,
  washington,
  nevada,
  debt,
  consumerOf,
  call,
  optOut,
} from './situation-parts.ts';

export const byChannel: readonly Omit<Situation, 'group'>[] = [
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
            text: 'This is Sam Rivera calling from Harbor Point Inc. Please contact me or Kim Lee at 404-555-0100.',
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

export const byPlace: readonly Omit<Situation, 'group'>[] = [
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
          endpoint: { place: 'mobile', line_type: 'wireless', last_used_by_consumer_at: at(-75, '12:00') },
        },
        {
          channel: 'sms',
          message: { text: 'Practice Collections. Reply STOP to stop.', opt_out: optOut, languages: ['en'] },
        },
      ),
  },
  {
    id: 'district-of-columbia',
    title: 'District of Columbia, four calls in seven days',
    zone: NEW_YORK,
    time: '10:00',
    facts: (around) =>
      consumerOf(district, {
        history: {
          attempts: [
            call(district, around, -6, '15:45'),
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
