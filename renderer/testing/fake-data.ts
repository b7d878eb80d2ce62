/** A practice floor at one moment (Monday 2026-11-23, 2:14 PM in New York), for tests and for pictures of the screens. */
import type { AccountDetail, AccountRow, QueueItem } from '../../shared/contracts/accounts/accounts.contract.ts';
import type { AuditEntry } from '../../shared/contracts/audit/audit.contract.ts';
import type { Me } from '../../shared/contracts/auth/auth.contract.ts';
import type { CallRow } from '../../shared/contracts/calls/calls.contract.ts';
import type { Verdict } from '../../shared/contracts/compliance/decision.ts';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import { permissionsOf, type Role } from '../../shared/domain/access/permissions.ts';
import { dispositionCodes } from '../../shared/domain/dispositions/disposition-codes.ts';
import { type Hotkey, hotkeyActions, type ParkedItem, settingsSchema } from '../../shared/ipc/local-schemas.ts';
import type { PhoneCall } from '../../shared/ipc/phone-snapshot.ts';
import { createProblem } from '../../shared/contracts/core/problem.ts';

export const fakeNow = '2026-11-23T19:14:20.000Z';
/** The moment `minutes` before (negative: after) `fakeNow`. */
export const ago = (minutes: number): string => new Date(Date.parse(fakeNow) - minutes * 60_000).toISOString();
export const fakeId = (number: number): string => `019ab5c0-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

const day = 24 * 60;
const names = [
  'Marcus Whitfield',
  'Danielle Okafor',
  'Priya Raman',
  'Thomas Lindqvist',
  'Rosa Delgado',
  'Eleanor Whitcombe-Hastings',
  'Jamal Carter',
  'Hannah Weiss',
  'Luis Ortega',
  'Grace Nakamura',
  'Owen Fitzgerald',
  'Tamara Petrov',
  'Calvin Brooks',
  'Maribel Santos',
  'Derek Olsen',
  'Aisha Rahman',
];
const creditors = [
  'Meridian Bank',
  'Northgate Medical',
  'Summit Auto Finance',
  'Lakeshore Utilities',
  'Crestview Dental',
];
const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Pacific/Honolulu'];
const areaCodes = ['212', '312', '303', '415', '808'];
const reasons = [
  'Callback due 2:15 PM',
  'Promise due tomorrow',
  'Promise broken Friday',
  'New account',
  'No contact for 12 days',
];
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('The list is empty');
  return found;
};

export const fakeMe = (role: Role, isPractice = true): Me => ({
  id: fakeId(1),
  email: `${role}@demo.example`,
  full_name: role === 'supervisor' ? 'Renee Castellano' : 'Jordan Avery',
  role,
  permissions: [...permissionsOf(role)],
  organization: { id: fakeId(2), name: 'Harbor Point Recovery', is_practice: isPractice },
  session: { id: fakeId(3), expires_at: ago(-6 * day) },
});

export const numberOf = (index: number): string => `+1${at(areaCodes, index)}55501${String(10 + (index % 90))}`;

const queueVerdicts: Verdict[] = [
  'allow',
  'require',
  'allow',
  'allow',
  'defer',
  'allow',
  'block',
  'allow',
  'review',
  'defer',
];
export const fakeQueue = (count = 240): QueueItem[] =>
  Array.from({ length: count }, (_, index) => {
    const verdict = at(queueVerdicts, index);
    return {
      account_id: fakeId(1000 + index),
      reference: `HP-${40_211 + index * 7}`,
      consumer_name: at(names, index),
      creditor_name: at(creditors, index),
      balance_cents: 18_420 + ((index * 73_911) % 920_000),
      phone_number: numberOf(index),
      zones: [at(zones, index)],
      reason: at(reasons, index),
      due_at: index < 3 ? ago(-5) : null,
      verdict,
      next_lawful_at: verdict === 'defer' ? (index % 2 === 0 ? ago(-4 * 60 + 14) : ago(-3 * day)) : null,
    };
  });

export function fakeAccount(id: string): AccountDetail {
  const index = Math.max(0, Number.parseInt(id.slice(-4), 16) - 1000);
  const [item] = fakeQueue(index + 1).slice(-1);
  const balance = item?.balance_cents ?? 0;
  const debt = (number: number, share: number): AccountDetail['debts'][number] => ({
    id: fakeId(5000 + index * 4 + number),
    reference: `${item?.reference ?? 'HP'}-${number}`,
    original_creditor: number === 1 ? at(creditors, index) : 'Old Colony Trust',
    current_creditor: at(creditors, index + number - 1),
    balance_cents: Math.round(balance * share),
    principal_cents: Math.round(balance * share * 0.86),
    itemization_on: '2026-03-31',
    status: number === 1 ? 'promise' : 'open',
    ceased_at: null,
  });
  const phone = (
    number: number,
    change: Partial<AccountDetail['consumer']['phone_numbers'][number]>,
  ): AccountDetail['consumer']['phone_numbers'][number] => ({
    id: fakeId(7000 + index * 8 + number),
    phone_number: numberOf(index + number * 5),
    kind: 'mobile',
    status: 'active',
    is_on_dnc: false,
    zones: [at(zones, index)],
    practice_scenario: null,
    ...change,
  });
  return {
    id,
    reference: item?.reference ?? 'HP-40211',
    status: 'promise',
    balance_cents: balance,
    version: 4,
    consumer: {
      id: fakeId(3000 + index),
      full_name: item?.consumer_name ?? at(names, index),
      preferred_language: index % 5 === 4 ? 'es' : 'en',
      addresses: [{ lines: '418 W 119th St, Apt 5C', city: 'New York', region: 'NY', postal_code: '10027' }],
      phone_numbers: [
        phone(0, { practice_scenario: 'a person answers' }),
        phone(1, { kind: 'home', practice_scenario: 'voicemail' }),
        phone(2, { kind: 'work', is_on_dnc: true }),
        phone(3, { kind: 'unknown', status: 'disconnected' }),
      ],
      attorneys: [],
      zones: [at(zones, index)],
    },
    debts: [debt(1, 0.64), debt(2, 0.36)],
    flags: [
      { code: 'promise', label: 'Promise of $150.00 due tomorrow', severity: 'info' },
      { code: 'mornings', label: 'Prefers afternoons', severity: 'warning' },
    ],
    timeline: [
      entry(1, 190, 'call', 'Call, rang out', 'No answer after 32 s on the mobile.'),
      entry(
        2,
        26 * 60,
        'disposition',
        'Promise to pay',
        'Will pay $150.00 on Nov 24 by card. Asked to be called in the afternoon.',
      ),
      entry(3, 26 * 60 + 8, 'call', 'Call, 6:42', 'Talked with the right person.'),
      entry(4, 6 * day, 'notice', 'Validation notice sent', 'By mail to 418 W 119th St.'),
      entry(5, 9 * day, 'payment', 'Payment of $75.00', 'Card ending 4421.'),
      entry(6, 12 * day, 'note', 'Note', 'Changed jobs in October; pay day is the 15th and the last of the month.'),
    ],
  };
}

const entry = (
  number: number,
  minutesAgo: number,
  kind: AccountDetail['timeline'][number]['kind'],
  title: string,
  text: string,
): AccountDetail['timeline'][number] => ({
  id: fakeId(9000 + number),
  at: ago(minutesAgo),
  kind,
  title,
  text,
  agent_name: kind === 'notice' || kind === 'payment' ? null : 'Jordan Avery',
  call_id: null,
  decision_id: kind === 'call' ? fakeId(9500 + number) : null,
});

export const fakeRows = (count: number): AccountRow[] =>
  fakeQueue(count).map((item, index) => ({
    id: item.account_id,
    reference: item.reference,
    consumer_name: item.consumer_name,
    creditor_name: item.creditor_name,
    balance_cents: item.balance_cents,
    status: at(['open', 'promise', 'disputed', 'open', 'ceased', 'paid'] as const, index),
    region: at(['NY', 'IL', 'CO', 'CA', 'HI'], index),
    last_contact_at: index % 4 === 3 ? null : ago(index * 640 + 90),
  }));

export const fakeCallRows = (count: number): CallRow[] =>
  Array.from({ length: count }, (_, index) => {
    const connect = at(['connected', 'rang-out', 'connected', 'busy', 'not-in-service', 'connected'] as const, index);
    const startedMinutesAgo = index * 11 + 4;
    return {
      id: fakeId(20_000 + index),
      direction: index % 7 === 5 ? 'inbound' : 'outbound',
      agent_id: fakeId(1),
      agent_name: at(['Jordan Avery', 'Sam Ellison', 'Noor Haddad'], index),
      account_id: index % 9 === 8 ? null : fakeId(1000 + index),
      consumer_name: index % 9 === 8 ? null : at(names, index),
      phone_number: numberOf(index),
      started_at: ago(startedMinutesAgo),
      answered_at: connect === 'connected' ? ago(startedMinutesAgo - 0.3) : null,
      ended_at: ago(startedMinutesAgo - 3.6 - (index % 5)),
      connect_class: connect,
      disposition_code: index === 0 ? null : at(dispositionCodes, index).code,
      disposition_version: 1,
      ended_by: index % 3 === 0 ? 'agent' : 'remote',
      quality: null,
      incidents: [],
      decision_id: index % 9 === 8 ? null : fakeId(21_000 + index),
    };
  });

export const fakeAudit = (count: number): AuditEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    id: fakeId(30_000 + index),
    at: ago(index * 3.4),
    action: at(
      [
        'call.started',
        'permit.redeemed',
        'call.event-recorded',
        'call.dispositioned',
        'call.refused',
        'auth.signed-in',
      ] as const,
      index,
    ),
    actor_id: fakeId(1),
    actor_name: at(['Jordan Avery', 'PBX', 'Sam Ellison', 'System'], index),
    subject_type: index % 6 === 5 ? 'session' : 'call',
    subject_id: fakeId(20_000 + index),
    request_id: `req-${8100 + index}`,
    detail: { verdict: 'allow', counted_attempts: 3, phone_number: numberOf(index) },
  }));

const agentNames = [
  'Jordan Avery',
  'Sam Ellison',
  'Noor Haddad',
  'Victor Anand',
  'Bianca Moretti',
  'Kofi Mensah',
  'Lena Fischer',
  'Pablo Reyes',
  'Ingrid Dahl',
  'Wes Harper',
  'Mina Choi',
];
const agentStateOf = [
  'on-call',
  'on-call',
  'wrap-up',
  'available',
  'on-call',
  'break',
  'available',
  'on-call',
  'offline',
  'available',
  'offline',
] as const;

export const fakeFloor = (): Extract<LiveEvent, { type: 'floor' }> => ({
  type: 'floor',
  agents: agentNames.map((name, index) => ({
    id: fakeId(100 + index),
    full_name: name,
    state: at(agentStateOf, index),
    reason: at(agentStateOf, index) === 'break' ? 'lunch' : null,
    is_outage: index === 6,
    since: ago(0.7 + index * 2.3),
    account_id: at(agentStateOf, index) === 'on-call' ? fakeId(1000 + index) : null,
    account_reference: at(agentStateOf, index) === 'on-call' ? `HP-${40_211 + index * 7}` : null,
  })),
  calls: [0, 1, 4, 7].map((index) => ({
    id: fakeId(200 + index),
    agent_id: fakeId(100 + index),
    direction: index === 4 ? 'inbound' : 'outbound',
    account_id: fakeId(1000 + index),
    account_reference: `HP-${40_211 + index * 7}`,
    consumer_name: at(names, index),
    phone_number: numberOf(index),
    started_at: ago(0.9 + index * 2.3),
    answered_at: index === 7 ? null : ago(0.7 + index * 2.3),
    mos: index === 7 ? null : at([4.3, 3.7, 0, 0, 3.2], index),
  })),
  today: {
    calls: 412,
    connected: 168,
    conversations: 71,
    promises: 23,
    promised_cents: 412_500,
    refused_by_compliance: 57,
  },
});

export const fakeHotkeys = (): Hotkey[] =>
  hotkeyActions.map((action) => {
    const accelerator = settingsSchema.parse({}).hotkeys[action];
    if (action === 'toggle-mute')
      return { action, accelerator, state: 'failed', reason: 'Another program has taken these keys.' };
    if (action === 'next-account') return { action, accelerator: null, state: 'off', reason: null };
    return { action, accelerator, state: action === 'answer' ? 'verified' : 'registered', reason: null };
  });

export const fakeParked = (): ParkedItem[] => [
  {
    id: fakeId(40_001),
    kind: 'disposition',
    title: 'Wrap-up: Danielle Okafor, right party, no promise',
    savedAt: ago(96),
    parkedAt: ago(31),
    problem: createProblem('sync/version-conflict', { requestId: 'req-8841', detail: { current_version: 2 } }),
    payload: {
      code: 'right-party-no-promise',
      notes: 'Talked about the medical bill; wants an itemized statement by mail before paying.',
      callback_at: null,
      promise: null,
      disclosures: [],
      saved_at: ago(96),
      base_version: 0,
    },
  },
];

export const fakeCall = (change: Partial<PhoneCall> = {}): PhoneCall => ({
  callId: fakeId(50_001),
  kind: 'consumer',
  direction: 'outbound',
  state: 'active',
  isReconnecting: false,
  remoteNumber: numberOf(0),
  remoteName: at(names, 0),
  accountId: fakeId(1000),
  startedAt: ago(4.4),
  answeredAt: ago(4.1),
  endedAt: null,
  isMuted: false,
  isHeld: false,
  sipStatus: null,
  endReason: null,
  endedBy: null,
  quality: { mos: 4.3, rtt_ms: 62, jitter_ms: 6, loss_percent: 0.1 },
  isHeldByRemote: false,
  transfer: null,
  consultationFor: null,
  mergedInto: null,
  supervision: null,
  messageDrop: null,
  incidents: [],
  trouble: null,
  ...change,
});
