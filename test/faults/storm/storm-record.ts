/**
 * The storm's own record of every consumer, kept from what the agents saw and did, and the brute-force reading of F-1, F-2
 * and F-4 over it (test/compliance/second-reading): it shares nothing with the server's ledger.
 */
import type { Decision, Finding } from '../../../shared/contracts/compliance/decision.ts';
import { type FactsInput, factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { type ReadRule, read } from '../../compliance/second-reading/reading.ts';
import type { Dialled } from './storm-floor.ts';
import type { StormConsumer } from './storm-world.ts';

type History = NonNullable<FactsInput['history']>;
type Attempt = NonNullable<History['attempts']>[number] & { callId: string; placedAtMs: number; isCounted: boolean };
type Conversation = NonNullable<History['conversations']>[number];
type Kept = { attempts: Attempt[]; conversations: Conversation[] };

/** Both rules of the engine that count calls say what the reading of F-1 says: here, each call is about all debts. */
const checkedRules: readonly { ruleId: string; reading: ReadRule }[] = [
  { ruleId: 'F-1', reading: 'F-1' },
  { ruleId: 'F-1-person', reading: 'F-1' },
  { ruleId: 'F-2', reading: 'F-2' },
  { ruleId: 'F-4', reading: 'F-4' },
];

/** The findings that forbid a call now. Packs in shadow have no say. */
export function refusalsOf({ findings }: Decision): Finding[] {
  return findings.filter(({ mode, verdict }) => mode === 'enforce' && verdict !== 'allow' && verdict !== 'require');
}

export class StormRecord {
  #kept = new Map<string, Kept>();

  #of({ id }: StormConsumer): Kept {
    const known = this.#kept.get(id) ?? { attempts: [], conversations: [] };
    this.#kept.set(id, known);
    return known;
  }

  /** A call that got its permit counts from then on, until the wire says that it does not. */
  placed({ callId, consumer, phoneNumber, decision }: Dialled): void {
    this.#of(consumer).attempts.push({
      callId,
      placedAtMs: Date.parse(decision.evaluated_at),
      phoneNumber,
      debtIds: consumer.debtIds,
      isCounted: true,
    });
  }

  settled({ callId, consumer }: Dialled, outcome: { isCounted: boolean; isAnswered: boolean }): void {
    const attempt = this.#of(consumer).attempts.find((each) => each.callId === callId);
    if (attempt) Object.assign(attempt, outcome);
  }

  talked({ callId, consumer }: Dialled, atMs: number): void {
    this.#of(consumer).conversations.push({ callId, atMs, debtIds: consumer.debtIds });
  }

  get placedCalls(): number {
    return [...this.#kept.values()].reduce((sum, { attempts }) => sum + attempts.length, 0);
  }

  /**
   * What the server said about one dial, against the reading; null when they agree. Calls placed in the very millisecond of the
   * decision may have come before or after it: either answer is right then.
   */
  disagreement(dialled: Dialled): string | null {
    const { consumer, decision, callId } = dialled;
    const nowMs = Date.parse(decision.evaluated_at);
    const kept = this.#of(consumer);
    const others = kept.attempts.filter((each) => each.callId !== callId && each.placedAtMs <= nowMs);
    const readings = [others, others.filter(({ placedAtMs }) => placedAtMs < nowMs)];
    for (const { ruleId, reading } of checkedRules) {
      const finding = decision.findings.find(({ rule_id }) => rule_id === ruleId);
      if (!finding) return `no finding of ${ruleId}`;
      const answers = readings.map((attempts) => this.#read(reading, dialled, attempts, nowMs));
      if (!answers.includes(finding.verdict))
        return `${ruleId}: the server said ${finding.verdict}, the reading ${[...new Set(answers)].join(' or ')}; call ${callId} at ${decision.evaluated_at}, calls ${JSON.stringify(others)}`;
    }
    const isLawful = refusalsOf(decision).length === 0;
    return isLawful === dialled.isPermitted ? null : `call ${callId}: permit and findings contradict each other`;
  }

  #read(rule: ReadRule, { consumer, phoneNumber }: Dialled, attempts: readonly Attempt[], nowMs: number): string {
    const facts = factsSchema.parse({
      action: { phoneNumber, debtIds: consumer.debtIds },
      location: { phones: consumer.phones.map((phone) => ({ phoneNumber: phone.phoneNumber })) },
      debts: consumer.debtIds.map((id) => ({ id })),
      history: { attempts, conversations: this.#of(consumer).conversations },
    } satisfies FactsInput);
    const zones = [...new Set(consumer.phones.map(({ zone }) => zone))];
    return read(rule, facts, { zones, states: [] }, nowMs).verdict;
  }
}
