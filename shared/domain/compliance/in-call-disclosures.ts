/**
 * What was said in a call against what had to be said: disclosures that are missing, and disclosures made to somebody who had not
 * said yet that they are the right party (12 CFR 1006.6(d)(1), 1006.18(e)).
 */
import type { Obligation } from './rule.ts';

export type SaidInCall = {
  /** What the decision about the call asked for. */
  obligations: readonly Pick<Obligation, 'code' | 'title' | 'citation'>[];
  /** What the agent ticked, with the moment of each, epoch milliseconds. */
  disclosures: readonly { code: string; atMs: number }[];
  /** The right party was talked to: only then is anything owed to them. */
  isRightParty: boolean;
};

export type CallViolation = {
  kind: 'disclosure-missed' | 'disclosure-before-right-party';
  /** Of the obligation. */
  code: string;
  title: string;
  citation: string;
};

const confirmation = 'right-party.confirm';
/** Whether an obligation is the question who is on the line. */
export const confirmsRightParty = (code: string): boolean => code === confirmation;
/** Whether an obligation is words that say a debt exists: nobody but the right party may hear them. */
export const tellsOfDebt = (code: string): boolean =>
  code.startsWith('mini-miranda.') || code.startsWith('time-barred.disclose');

/** The notice without its language: `mini-miranda.initial-es` and `mini-miranda.initial` are the same words. */
const noticeOf = (code: string): string => (code.startsWith('mini-miranda.') ? code.replace(/-[a-z]+$/, '') : code);

/**
 * The violations of one call that is over, each obligation once. A notice that is asked for in several languages was given once it
 * was said in one: the record does not tell which of them was spoken.
 */
export function callViolations({ obligations, disclosures, isRightParty }: SaidInCall): CallViolation[] {
  const momentOf = new Map(disclosures.map(({ code, atMs }) => [code, atMs]));
  const confirmedAtMs = momentOf.get(confirmation) ?? Infinity;
  const given = new Set(obligations.filter(({ code }) => momentOf.has(code)).map(({ code }) => noticeOf(code)));
  return obligations.flatMap(({ code, title, citation }): CallViolation[] => {
    const saidAtMs = momentOf.get(code);
    if (saidAtMs === undefined) {
      if (!isRightParty || given.has(noticeOf(code))) return [];
      given.add(noticeOf(code));
      return [{ kind: 'disclosure-missed', code, title, citation }];
    }
    return tellsOfDebt(code) && saidAtMs < confirmedAtMs
      ? [{ kind: 'disclosure-before-right-party', code, title, citation: '12 CFR 1006.6(d)(1)' }]
      : [];
  });
}
