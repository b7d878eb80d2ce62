/** Disputes as a compliance officer would find them. */
import type { DisputeDetail, DisputeRow, ListedDispute } from '../../shared/contracts/disputes/disputes.contract.ts';
import { letterFor } from '../../shared/domain/disputes/dispute-letters.ts';
import { clockOf, standingAfter } from '../../shared/domain/disputes/dispute-steps.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { ago, fakeId, fakeNow, fakeQueue } from './fake-data.ts';

const dayMinutes = 24 * 60;
const statements = [
  'I never had an account with them. Somebody must have used my name.',
  'The amount is wrong, I paid $200 in May.',
  'I paid this in full last year and have the receipt.',
  '',
];
const categories = ['identity-theft', 'amount', 'paid', 'not-mine', 'other'] as const;
const standings = ['received', 'investigating', 'received', 'received', 'answered', 'withdrawn', 'duplicate'] as const;
const days = [33, 27, 12, 2, 40, 21, 9];

export const fakeDisputes = (): ListedDispute[] =>
  fakeQueue(standings.length).map((item, index) => {
    const standing = standings[index] ?? 'received';
    const receivedAt = ago((days[index] ?? 1) * dayMinutes);
    const answerSentAt = standing === 'answered' ? ago(30 * dayMinutes) : null;
    const { dueAtMs, clock } = clockOf(Date.parse(receivedAt), { standing, answerSentAt }, Date.parse(fakeNow));
    return {
      id: fakeId(81_000 + index),
      version: 1,
      kind: index === 3 ? 'original-creditor-request' : 'dispute',
      form: index === 2 ? 'oral' : 'written',
      channel: index === 2 ? 'voice' : index % 2 === 0 ? 'letter' : 'email',
      category: categories[index % categories.length] ?? 'other',
      statement: statements[index % statements.length] ?? '',
      disputed_cents: index === 1 ? 20_000 : null,
      received_at: receivedAt,
      standing,
      due_at: new Date(dueAtMs).toISOString(),
      clock,
      answer_sent_at: answerSentAt,
      debt_id: fakeId(5000 + index * 4 + 1),
      debt_reference: `${item.reference}-1`,
      balance_cents: item.balance_cents,
      current_creditor: 'Harbor Medical Group',
      account_id: item.account_id,
      account_reference: item.reference,
      consumer_id: fakeId(3000 + index),
      consumer_name: item.consumer_name,
      call_id: null,
      filed_by_name: 'Jordan Avery',
      filed_at: receivedAt,
      // The creditor's name was asked for after it.
      is_in_period: index !== 3,
    };
  });

function detailOf(dispute: ListedDispute): DisputeDetail {
  const filed = { at: dispute.filed_at, by_name: dispute.filed_by_name, reason: '', answer: null };
  const later = { at: ago(dayMinutes), by_name: 'Priya Raman', standing: dispute.standing, answer: null };
  const answer = { sent_at: ago(30 * dayMinutes), way: 'certified-mail' as const, tracking: '9407 1000 0000 1234' };
  return {
    dispute,
    history: [
      { ...filed, step: 'file', standing: 'received' },
      ...(dispute.standing === 'investigating'
        ? [{ ...later, step: 'investigate' as const, reason: 'Asked the creditor for the statements of May.' }]
        : []),
      ...(dispute.standing === 'answered' ? [{ ...later, step: 'send-answer' as const, reason: '', answer }] : []),
    ],
    // Nobody sent a notice where a part is disputed.
    validation: {
      is_in_period: dispute.is_in_period,
      notice_on: dispute.disputed_cents === null ? '2026-10-05' : null,
      ends_on: dispute.disputed_cents === null ? '2026-11-12' : null,
    },
    city_hold:
      dispute.form === 'oral'
        ? {
            verdict: 'block',
            reason: 'The consumer disputed this debt; verification must be sent first.',
            citation: '6 RCNY 5-77(f)',
          }
        : null,
    others:
      dispute.standing === 'duplicate'
        ? [{ id: fakeId(81_900), received_at: ago(60 * dayMinutes), standing: 'answered' }]
        : [],
    letter: letterFor({
      kind: dispute.kind,
      standing: dispute.standing,
      consumerName: dispute.consumer_name,
      debtReference: dispute.debt_reference,
      originalCreditor: 'Harbor Medical Group',
      currentCreditor: dispute.current_creditor,
      balanceCents: dispute.balance_cents,
      disputedCents: dispute.disputed_cents,
      receivedOn: 'November 1, 2026',
      organizationName: 'Practice Recovery Services',
    }),
  };
}

const isOpen = ({ clock }: DisputeRow): boolean => clock !== 'stopped';

/** What the disputes answer; `isEmpty`: there are none. */
export function fakeDisputeHandlers(isEmpty: boolean) {
  const known = isEmpty ? [] : fakeDisputes();
  const find = (id: string): ListedDispute => {
    const dispute = known.find((each) => each.id === id);
    if (!dispute) throw new Error('No such fake dispute');
    return dispute;
  };
  return {
    'disputes:list': ({ filter = 'open', search = '' }: ChannelRequest<'disputes:list'>) => ({
      rows: known
        .filter((row) => {
          if (filter === 'closed') return !isOpen(row);
          if (filter === 'open') return isOpen(row);
          return filter === 'all' || row.clock === filter;
        })
        .filter((row) => row.consumer_name.toLowerCase().includes(search.toLowerCase())),
      next: null,
      counts: {
        open: known.filter((row) => isOpen(row)).length,
        soon: known.filter(({ clock }) => clock === 'soon').length,
        overdue: known.filter(({ clock }) => clock === 'overdue').length,
      },
    }),
    'disputes:get': (id: string) => detailOf(find(id)),
    'disputes:file': () => ({
      id: fakeId(60_005),
      callId: null,
      kind: 'dispute',
      state: 'saved-here' as const,
      at: fakeNow,
    }),
    'disputes:step': ({ id, step }: ChannelRequest<'disputes:step'>) => {
      const dispute = find(id);
      const standing = standingAfter(dispute.standing, step.step) ?? dispute.standing;
      const index = known.indexOf(dispute);
      const answerSentAt = step.step === 'send-answer' ? step.sent_at : null;
      const { clock } = clockOf(Date.parse(dispute.received_at), { standing, answerSentAt }, Date.parse(fakeNow));
      const moved = { ...dispute, standing, clock, answer_sent_at: answerSentAt, version: dispute.version + 1 };
      known[index] = moved;
      return moved;
    },
    'disputes:save-letter': (id: string) => ({ fileName: `letter-${find(id).debt_reference}.pdf` }),
  };
}
