import { describe, expect, it } from 'vitest';
import { factBodySchema } from '../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { parseWork, priorityOf, recordKeyOf, titleOf } from '../../sync/outbox-kinds.ts';

const body = factBodySchema.parse({
  told: { kind: 'attorney', value: { name: 'Dana Cole' } },
  received_at: '2026-11-23T17:00:00.000Z',
  received_by: 'voice',
});
const payload = { accountId: '01999999-0000-7000-8000-000000000001', body };

describe('a fact that waits for the server', () => {
  it('is read back from disk as it was saved, goes among the first, waits for no other, and has a title', () => {
    const work = parseWork('consumer-fact', JSON.parse(JSON.stringify(payload)));
    if (work === null) throw new Error('Not read back');
    expect(work).toEqual({ kind: 'consumer-fact', payload });
    expect(priorityOf(work)).toBe(0);
    expect(recordKeyOf(work, 'item-1')).toBe('consumer-fact:item-1');
    expect(titleOf(work)).toBe('Told by the consumer: Has an attorney');
  });

  it('is no fact when it is not one that the server takes', () => {
    const spoken = { ...body, told: { kind: 'cease-notice', value: {} } };
    expect(parseWork('consumer-fact', { ...payload, body: spoken })).toBeNull();
  });
});
