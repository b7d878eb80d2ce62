/**
 * A second, independent reading of four rules about calls, written from the rule book alone and compared with the engine on
 * random histories. It shares with the engine the shape of the facts and nothing else: no counting, no local time, no zones.
 * It is plain before it is fast: days are walked one by one, and the first lawful moment is found by trying moments.
 *
 * Where the consumer may be is given, not derived: the generator makes only telephone numbers with one zone each.
 */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Answer } from './answer.ts';
import { readCallFrequency } from './call-frequency.ts';
import { readCallingHours } from './calling-hours.ts';
import { readConversations } from './conversations.ts';
import { readMassachusetts } from './massachusetts.ts';

/** Where the consumer may be: IANA zones and states of two letters. */
export type Whereabouts = { zones: readonly string[]; states: readonly string[] };

export const readRules = ['F-1', 'F-2', 'F-4', 'S-1b'] as const;
export type ReadRule = (typeof readRules)[number];

type Reader = (facts: ContactFacts, whereabouts: Whereabouts, nowMs: number) => Answer;

const readers: Readonly<Record<ReadRule, Reader>> = {
  'F-1': (facts, { zones }, nowMs) => readCallFrequency(facts, zones, nowMs),
  'F-2': (facts, { zones }, nowMs) => readConversations(facts, zones, nowMs),
  'F-4': (facts, { zones }, nowMs) => readCallingHours(facts, zones, nowMs),
  'S-1b': (facts, { zones, states }, nowMs) => readMassachusetts(facts, zones, states, nowMs),
};

/** What one rule alone says about an outbound voice contact with the consumer at `nowMs`. */
export const read = (rule: ReadRule, facts: ContactFacts, whereabouts: Whereabouts, nowMs: number): Answer =>
  readers[rule](facts, whereabouts, nowMs);
