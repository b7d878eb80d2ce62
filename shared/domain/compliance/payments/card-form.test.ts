import { describe, expect, it } from 'vitest';
import { captureStreams } from '../facts/payment.ts';
import { afterFormEvent, type CardFormEvent, type CardFormOrder, type CardFormState } from './card-form.ts';

/** Plays events at their moments; answers the state at the end and all orders with the moment of each. */
function play(events: readonly [atMs: number, event: CardFormEvent][]): {
  state: CardFormState;
  orders: [number, CardFormOrder][];
} {
  let state: CardFormState = { at: 'closed' };
  const orders: [number, CardFormOrder][] = [];
  for (const [atMs, event] of events) {
    const step = afterFormEvent(state, event, atMs);
    state = step.state;
    orders.push(...step.orders.map((order): [number, CardFormOrder] => [atMs, order]));
  }
  return { state, orders };
}
const open: CardFormEvent = { event: 'open', running: captureStreams };
const allPaused = (atMs: number): [number, CardFormEvent][] =>
  captureStreams.map((stream) => [atMs, { event: 'paused', stream }]);
const names = (orders: [number, CardFormOrder][]): string[] => orders.map(([atMs, { order }]) => `${atMs} ${order}`);
const resumed = (atMs: number, reason: string, fromMs = 0): [number, unknown][] => [
  [atMs, { order: 'disable-form' }],
  [atMs, { order: 'resume', streams: captureStreams }],
  [atMs, { order: 'mark-gap', fromMs, untilMs: atMs, reason }],
];

describe('P-1 the card form and the recorders', () => {
  it('P-1 #1 the form opens when recorder, screen, transcription and listening have all said that they stand still', () => {
    const answers = allPaused(120);
    expect(names(play([[0, open], ...answers.slice(0, -1)]).orders)).toEqual(['0 pause']);
    const { state, orders } = play([[0, open], ...answers]);
    expect(names(orders)).toEqual(['0 pause', '120 enable-form']);
    expect(state.at).toBe('open');
    expect(orders[0]?.[1]).toEqual({ order: 'pause', streams: captureStreams });
  });

  it('P-1 #2 it stays closed when an answer takes more than 500 ms', () => {
    expect(names(play([[0, open], ...allPaused(500)]).orders)).toEqual(['0 pause', '500 enable-form']);
    const late = play([[0, open], ...allPaused(501)]);
    expect(late.state.at).toBe('closed');
    expect(late.orders.slice(1)).toEqual(resumed(501, 'not-paused-in-time'));
    const silent = play([
      [0, open],
      [500, { event: 'tick' }],
      [501, { event: 'tick' }],
    ]);
    expect(silent.orders.slice(1)).toEqual(resumed(501, 'not-paused-in-time'));
    expect(names(play([[0, open], ...allPaused(501), [600, open], ...allPaused(700)]).orders).at(-1)).toBe(
      '700 enable-form',
    );
  });

  it('P-1 #3 closed, crashed or idle for 120 s: everything goes on by itself, and the gap says why', () => {
    const opened: [number, CardFormEvent][] = [[0, open], ...allPaused(100)];
    for (const reason of ['submitted', 'closed', 'crashed'] as const) {
      const { state, orders } = play([...opened, [9000, { event: 'end', reason }]]);
      expect(orders.slice(2)).toEqual(resumed(9000, reason));
      expect(state.at).toBe('closed');
    }
    expect(play([...opened, [120_099, { event: 'tick' }]]).state.at).toBe('open');
    expect(play([...opened, [120_100, { event: 'tick' }]]).orders.slice(2)).toEqual(resumed(120_100, 'idle'));
    const typed: [number, CardFormEvent][] = [...opened, [60_000, { event: 'input' }]];
    expect(play([...typed, [179_999, { event: 'tick' }]]).state.at).toBe('open');
    expect(play([...typed, [180_000, { event: 'tick' }]]).orders.slice(2)).toEqual(resumed(180_000, 'idle'));
  });

  it('goes on as well when it is closed before it opened', () => {
    const { state, orders } = play([[0, open], [100, { event: 'end', reason: 'closed' }], ...allPaused(200)]);
    expect(orders.slice(1)).toEqual(resumed(100, 'closed'));
    expect(state.at).toBe('closed');
  });

  it('opens at once when nothing runs, and has no gap to mark', () => {
    const { orders } = play([
      [0, { event: 'open', running: [] }],
      [50, { event: 'end', reason: 'submitted' }],
    ]);
    expect(names(orders)).toEqual(['0 enable-form', '50 disable-form']);
  });

  it('is opened once, and hears the same answer twice without harm', () => {
    const [first] = allPaused(100);
    if (!first) throw new Error('No stream');
    expect(names(play([[0, open], [50, open], first, first, first, first]).orders)).toEqual(['0 pause']);
    expect(names(play([[0, open], ...allPaused(100), [200, open]]).orders)).toEqual(['0 pause', '100 enable-form']);
    expect(play([[0, { event: 'end', reason: 'closed' }], [1, { event: 'input' }], ...allPaused(2)]).orders).toEqual(
      [],
    );
  });
});
