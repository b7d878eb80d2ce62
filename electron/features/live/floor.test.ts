import { describe, expect, it } from 'vitest';
import type { Supervision } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { supervisionsAfter } from './floor.ts';

const supervision = (id: string, mode: Supervision['mode'] = 'listen'): Supervision => ({
  id,
  agent_id: `agent of ${id}`,
  agent_name: 'Jordan Avery',
  supervisor_id: 'boss',
  supervisor_name: 'Anna Lee',
  mode,
  started_at: '2026-11-24T17:00:00.000Z',
});

describe('who supervises whom', () => {
  const [one, two] = [supervision('1'), supervision('2')];

  it('follows each that begins, changes its mode and ends', () => {
    const both = supervisionsAfter([one], { type: 'supervision', supervision: two });
    expect(both).toEqual([one, two]);
    const barging = supervision('1', 'barge');
    expect(supervisionsAfter(both, { type: 'supervision', supervision: barging })).toEqual([two, barging]);
    const ended = { type: 'supervision-ended', supervision_id: '1', agent_id: one.agent_id } as const;
    expect(supervisionsAfter(both, ended)).toEqual([two]);
  });

  it('is told anew by a feed that could not resume: an end that was missed leaves nobody behind', () => {
    expect(supervisionsAfter([one, two], { type: 'supervisions', supervisions: [two] })).toEqual([two]);
    expect(supervisionsAfter([one], { type: 'supervisions', supervisions: [] })).toEqual([]);
  });

  it('stays the very same by anything else', () => {
    const all = [one];
    expect(supervisionsAfter(all, { type: 'queue-changed' })).toBe(all);
  });
});
