/** Makes a failing history as small as it goes, so that a person can follow it. */
import type { RandomHistory, Written } from './histories.ts';

/** The same facts with one thing less, for each thing that can be left out. */
function* withOneLess(input: Written): Generator<Written> {
  for (const list of ['attempts', 'conversations', 'consents', 'messages'] as const) {
    const entries = input.history[list];
    for (let index = 0; index < entries.length; index += 1) {
      yield { ...input, history: { ...input.history, [list]: entries.toSpliced(index, 1) } };
    }
  }
  const preferences = input.consumer?.timePreferences ?? [];
  for (let index = 0; index < preferences.length; index += 1) {
    yield { ...input, consumer: { ...input.consumer, timePreferences: preferences.toSpliced(index, 1) } };
  }
}

/** Leaves out one thing after the other as long as `stillFails`. Where the consumer may be stays as it is. */
export function smallestThat(history: RandomHistory, stillFails: (smaller: RandomHistory) => boolean): RandomHistory {
  for (const input of withOneLess(history.input)) {
    const smaller = { ...history, input };
    if (stillFails(smaller)) return smallestThat(smaller, stillFails);
  }
  return history;
}
