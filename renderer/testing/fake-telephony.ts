/** The telephone side of the practice floor: colleagues, queues, parked calls, messages, times, check-outs, quality. */
import type { AgentTime } from '../../shared/contracts/live/live.contract.ts';
import type {
  CheckOutRow,
  Directory,
  ParkedCall,
  PhoneMessage,
} from '../../shared/contracts/telephony/telephony.contract.ts';
import { timeCategories } from '../../shared/domain/agents/agent-states.ts';
import { type CheckOutItem, checkOutItems } from '../../shared/domain/telephony/check-out.ts';
import type { CheckOutRun, ConfirmedLocation, HistoryRow } from '../../shared/ipc/local-schemas.ts';
import type { CheckOutFinding, QualityPoint } from '../../shared/ipc/phone-snapshot.ts';
import { ago, fakeFloor, fakeId, numberOf } from './fake-data.ts';

export const fakeDirectory = (): Directory => ({
  colleagues: fakeFloor().agents.map(({ id, full_name: name, state }, index) => ({
    id,
    full_name: name,
    role: index === 7 || index === 9 ? 'supervisor' : 'agent',
    sip_user: `agent-${String(index)}`,
    state,
  })),
  queues: [
    {
      id: 'support',
      label: 'Customer support',
      sip_user: 'queue-support',
      is_signed_in: true,
      is_paused: false,
      waiting: 3,
    },
    {
      id: 'spanish',
      label: 'Spanish line',
      sip_user: 'queue-spanish',
      is_signed_in: false,
      is_paused: false,
      waiting: 1,
    },
    { id: 'disputes', label: 'Disputes', sip_user: 'queue-disputes', is_signed_in: true, is_paused: false, waiting: 0 },
  ],
});

export const fakeParkedCalls = (): ParkedCall[] => [
  {
    place: '701',
    call_id: fakeId(70_001),
    account_id: fakeId(1002),
    account_reference: 'HP-40225',
    remote_name: 'Priya Raman',
    phone_number: numberOf(2),
    parked_by: 'Sam Ellison',
    parked_at: ago(1.4),
  },
  {
    place: '704',
    call_id: fakeId(70_002),
    account_id: null,
    account_reference: null,
    remote_name: null,
    phone_number: numberOf(8),
    parked_by: 'Noor Haddad',
    parked_at: ago(4.2),
  },
];

export const fakeMessages = (): PhoneMessage[] => [
  {
    id: fakeId(71_001),
    title: 'Harbor Point, ask for Robin',
    transcript:
      'This is Robin Smith calling from Harbor Point. Please call me or Jim Johnson at 212-555-0100. Thank you.',
    duration_ms: 7400,
    created_at: ago(9 * 24 * 60),
    created_by: 'Dana Whitlock',
  },
  {
    id: fakeId(71_002),
    title: 'Harbor Point, with hours',
    transcript:
      'Hello, this is Robin Smith from Harbor Point. Please call me back at 212-555-0100, weekdays from nine to five. You may speak to any representative.',
    duration_ms: 10_800,
    created_at: ago(9 * 24 * 60 - 12),
    created_by: 'Dana Whitlock',
  },
];

export const fakeHistory = (): HistoryRow[] => {
  const names = ['Marcus Whitfield', 'Sam Ellison', 'Rosa Delgado', null, 'Voicemail', 'Jamal Carter', 'Hannah Weiss'];
  return Array.from({ length: 34 }, (_, index) => {
    const which = index % names.length;
    const name = names[which] ?? null;
    const isMissed = (which === 2 || which === 3) && index < 10;
    const minutes = 6 + index * 23;
    const kind = which === 1 ? 'colleague' : which === 4 ? 'service' : 'consumer';
    return {
      callId: fakeId(72_000 + index),
      kind,
      direction: isMissed || which === 6 ? 'inbound' : 'outbound',
      remoteNumber: kind === 'colleague' ? 'agent-1' : kind === 'service' ? 'voicemail' : numberOf(index),
      remoteName: name,
      accountId: kind === 'consumer' && name !== null ? fakeId(1000 + which) : null,
      startedAt: ago(minutes),
      answeredAt: isMissed || which === 5 ? null : ago(minutes - 0.2),
      endedAt: ago(minutes - 3.3 - (index % 4)),
      endReason: isMissed
        ? 'Missed call'
        : which === 5
          ? 'No answer'
          : which % 2 === 0
            ? 'They hung up'
            : 'You hung up',
      isMissed,
    };
  });
};

const details: Readonly<Record<CheckOutItem, string>> = {
  microphone: 'Jabra Evolve2 65 hears you: loudest -19 dBFS.',
  speaker: 'A tone was played on Jabra Evolve2 65.',
  ringer: 'The ring was played on Built-in speakers.',
  headset: 'Jabra Evolve2 65 answers, mutes and shows its lamp.',
  pbx: 'Registered; the telephone system answers in 21 ms.',
  'media-path': 'Sound came back over turn:relay.harborpoint.example in 48 ms.',
  server: 'It answers in 34 ms.',
  clock: '0.2 s apart from the server.',
  outbox: 'Nothing waits and nothing needs attention.',
  policy: 'Rules 2026.11 are at hand, read 4 minutes ago.',
};

const finding = (item: CheckOutItem, change: Partial<CheckOutFinding> = {}): CheckOutFinding => ({
  item,
  verdict: 'passed',
  detail: details[item],
  tookMs: 300 + item.length * 140,
  ...change,
});

export type CheckOutKind = 'none' | 'running' | 'passed' | 'warned' | 'failed' | 'yesterday';

const troubled: Readonly<Partial<Record<CheckOutKind, Partial<Record<CheckOutItem, Partial<CheckOutFinding>>>>>> = {
  warned: {
    headset: {
      verdict: 'warning',
      detail: 'Jabra Evolve2 65 is also controlled by another program; its mute may drift.',
    },
  },
  failed: {
    microphone: { verdict: 'failed', detail: 'Jabra Evolve2 65 is silent: the loudest sound in 3 s was -91 dBFS.' },
    'media-path': { verdict: 'failed', detail: 'No sound came back over turn:relay.harborpoint.example within 5 s.' },
    outbox: { verdict: 'warning', detail: '2 items wait since 8:12 AM.' },
    headset: { verdict: 'not-applicable', detail: 'No headset with buttons is connected.' },
  },
};

export function fakeCheckOut(kind: CheckOutKind): CheckOutRun | null {
  if (kind === 'none') return null;
  const minutesAgo = kind === 'yesterday' ? 25 * 60 : kind === 'running' ? 0.15 : 3;
  const shown = kind === 'running' ? checkOutItems.slice(0, 5) : checkOutItems;
  return {
    runId: fakeId(73_000),
    startedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    findings: shown.map((item) => finding(item, troubled[kind]?.[item])),
    isDone: kind !== 'running',
    isSaved: kind !== 'running',
  };
}

export const fakeCheckOutRows = (): CheckOutRow[] =>
  fakeFloor()
    .agents.slice(0, 8)
    .map((agent, index) => {
      const run = fakeCheckOut(index === 3 ? 'failed' : index === 5 ? 'warned' : 'passed');
      return {
        id: fakeId(74_000 + index),
        agent_id: agent.id,
        agent_name: agent.full_name,
        started_at: ago(380 - index * 4),
        duration_ms: 14_300,
        results: (run?.findings ?? []).map(({ tookMs, ...rest }) => ({ ...rest, took_ms: tookMs })),
      };
    });

export const fakeTimes = (ownId: string): AgentTime[] =>
  fakeFloor().agents.map((agent, index) => ({
    agent_id: index === 0 ? ownId : agent.id,
    full_name: agent.full_name,
    seconds: Object.fromEntries(
      timeCategories.map((category) => [
        category,
        {
          'on-call': 7200 + index * 611,
          'wrap-up': 1900 + index * 97,
          available: 4100 - index * 210,
          lunch: index % 3 === 0 ? 1810 : 0,
          'short-break': 540,
          coaching: index % 4 === 1 ? 900 : 0,
          outage: index === 6 ? 420 : index === 0 ? 95 : 0,
        }[category as string] ?? 0,
      ]),
    ) as AgentTime['seconds'],
  }));

/** Four minutes of a call that turns bad for a while and recovers. */
export const fakeQuality = (callId: string): QualityPoint[] =>
  Array.from({ length: 240 }, (_, second) => {
    const dip = Math.max(0, 1 - Math.abs(second - 150) / 26);
    const wobble = Math.sin(second / 7) * 0.04 + Math.sin(second / 2.3) * 0.02;
    return {
      callId,
      at: ago((240 - second) / 60),
      mos: 4.32 - dip * 1.25 + wobble,
      rtt_ms: 62 + dip * 240 + wobble * 60,
      jitter_ms: 6 + dip * 34,
      loss_percent: 0.1 + dip * 3.1,
    };
  });

export const fakeLocation: ConfirmedLocation = {
  location: { street: '120 Pearl St', unit: 'Floor 7, desk 12', city: 'New York', state: 'NY', postal_code: '10005' },
  confirmedAt: ago(3 * 24 * 60),
  networkFingerprint: 'office-lan',
};
