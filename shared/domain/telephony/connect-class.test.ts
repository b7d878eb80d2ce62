import { describe, expect, it } from 'vitest';
import { classifyConnect } from './connect-class.ts';

/** Final status, whether 180/183 was seen, and what the rule book's F-1 table says about it. */
const table: readonly (readonly [
  status: number | null,
  progressing: boolean,
  connectClass: string,
  counted: boolean,
])[] = [
  [200, true, 'connected', true],
  [200, false, 'connected', true],
  [486, false, 'busy', false],
  [486, true, 'busy', false],
  [600, false, 'busy', false],
  [404, false, 'not-in-service', false],
  [410, false, 'not-in-service', false],
  [484, false, 'not-in-service', false],
  [604, false, 'not-in-service', false],
  [604, true, 'not-in-service', false],
  [408, true, 'rang-out', true],
  [480, true, 'rang-out', true],
  [487, true, 'rang-out', true],
  [403, false, 'failed', false],
  [500, false, 'failed', false],
  [503, false, 'failed', false],
  [599, false, 'failed', false],
  [403, true, 'rang-out', true],
  [503, true, 'rang-out', true],
  [603, false, 'refused-by-network', true],
  [607, false, 'refused-by-network', true],
  [608, true, 'refused-by-network', true],
  [480, false, 'failed', true],
  [487, false, 'failed', true],
  [488, false, 'failed', true],
  [606, false, 'failed', true],
  [null, false, 'failed', true],
  [null, true, 'rang-out', true],
];

describe('F-1 SIP mapping', () => {
  it.each(table)('%s, progress %s: %s, counts: %s', (finalStatus, wasProgressing, connectClass, isCounted) => {
    expect(classifyConnect({ wasAnswered: false, wasProgressing, finalStatus })).toMatchObject({
      connectClass,
      isCounted,
    });
  });
  it('an answered call is connected whatever ended it', () => {
    for (const finalStatus of [null, 200, 408, 486, 503]) {
      expect(classifyConnect({ wasAnswered: true, wasProgressing: true, finalStatus })).toMatchObject({
        connectClass: 'connected',
        isCounted: true,
      });
    }
  });
  it('flags failures of our side or the network', () => {
    expect(classifyConnect({ wasAnswered: false, wasProgressing: false, finalStatus: 503 }).isFlagged).toBe(true);
    expect(classifyConnect({ wasAnswered: false, wasProgressing: false, finalStatus: 486 }).isFlagged).toBe(false);
  });
});
