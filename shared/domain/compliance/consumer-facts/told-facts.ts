/** Rows of what consumers told us, as the folds read them: those taken back are gone, the earliest received comes first. */
import { type FactKind, type FactRoute, type Told, toldSchema } from './fact-kinds.ts';
import type { Medium } from '../facts/fields.ts';

export type FactRow = {
  kind: string;
  /** As it was stored. */
  value: unknown;
  /** Null: every debt. */
  debtId: string | null;
  phoneNumber: string | null;
  address: string | null;
  receivedAtMs: number;
  receivedBy: FactRoute;
};

type Source = Omit<FactRow, 'kind' | 'value'>;
export type ToldFact<K extends FactKind = FactKind> = Source & Extract<Told, { kind: K }>;
export type ToldFacts = readonly (Source & Told)[];

/**
 * Reads rows that have not been taken back.
 * @throws ZodError for a row that cannot be read: what may bar a contact is never passed over.
 */
export const readFacts = (rows: readonly FactRow[]): ToldFacts =>
  rows
    .map(({ kind, value, ...source }) => ({ ...source, ...toldSchema.parse({ kind, value }) }))
    .toSorted((a, b) => a.receivedAtMs - b.receivedAtMs);

/** The facts of one kind, earliest first. */
export const factsOf = <K extends FactKind>(facts: ToldFacts, kind: K): ToldFact<K>[] =>
  facts.filter((fact): fact is ToldFact<K> => fact.kind === kind);

/** The medium that a route is, for rules that ask how a wish came. What came by others was no message of the consumer. */
export const mediumOf = (route: FactRoute): Medium => {
  if (route === 'portal') return 'direct-message';
  return route === 'creditor' || route === 'list' ? 'letter' : route;
};

export const isWritten = (route: FactRoute): boolean => route !== 'voice' && route !== 'voicemail';

/** Of what several rows say, the last that says anything. */
export const lastKnown = <T>(values: readonly (T | null)[]): T | null =>
  values.findLast((value) => value !== null) ?? null;
