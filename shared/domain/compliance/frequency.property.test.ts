/**
 * A second reading of F-1 and F-2, written from the rule's text alone: it walks through days one by one, writes every call
 * under its date and asks the text's questions. It shares no code with the engine but the types of the facts.
 */
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../testing/seed.ts';
import type { ContactFacts } from './facts/facts.ts';
import type { Attempt, Consent, Conversation } from './facts/history.ts';
import { contactFacts, decide, findingOf } from './testing/contact-facts.ts';

const allZones = ['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Pacific/Honolulu', 'Pacific/Guam'];
const phoneOf: Record<string, string> = {
  'America/New_York': '+12125550100',
  'America/Chicago': '+13125550100',
  'America/Los_Angeles': '+13105550100',
  'Pacific/Honolulu': '+18085550100',
  'Pacific/Guam': '+16715550100',
};

const dateIn = (atMs: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();
const isAbout = (debtIds: readonly string[] | null, debt: string): boolean =>
  debtIds === null || debtIds.includes(debt);

/** "The date of receipt is day 1 of at most seven; ends with its period, its revocation, the next conversation." */
function consented(facts: ContactFacts, debt: string, atMs: number, callId: string, zone: string): boolean {
  for (const consent of facts.history.consents) {
    if (!isAbout(consent.debtIds, debt) || consent.receivedAtMs > atMs) continue;
    // Consent comes before the call that is made with it.
    if (consent.callId === callId) continue;
    const talkedSince = facts.history.conversations.some(
      (talk) =>
        isAbout(talk.debtIds, debt) &&
        talk.callId !== callId &&
        talk.callId !== consent.callId &&
        talk.atMs > consent.receivedAtMs &&
        talk.atMs <= atMs,
    );
    if (talkedSince || (consent.revokedAtMs !== null && consent.revokedAtMs <= atMs)) continue;
    let day = dateIn(consent.receivedAtMs, zone);
    for (let number = 1; number <= 7; number += 1) {
      const text = day.toString();
      const isUsable = !consent.usable || (consent.usable.from <= text && text <= consent.usable.until);
      if (isUsable && day.equals(dateIn(atMs, zone))) return true;
      day = day.add({ days: 1 });
    }
  }
  return false;
}

/** Whether the text allows a call at the moment: F-1 by the first answer, F-2 by the second. */
function readText(facts: ContactFacts, debt: string, atMs: number, zones: readonly string[]): [boolean, boolean] {
  let frequency = true;
  let conversation = true;
  for (const zone of zones) {
    if (consented(facts, debt, atMs, 'the new call', zone)) continue;
    let placed = 0;
    let day = dateIn(atMs, zone);
    for (let back = 0; back < 7; back += 1) {
      for (const call of facts.history.attempts) {
        const counts = call.isCounted && isAbout(call.debtIds, debt) && dateIn(call.placedAtMs, zone).equals(day);
        if (counts && !consented(facts, debt, call.placedAtMs, call.callId, zone)) placed += 1;
      }
      for (const talk of facts.history.conversations) {
        if (isAbout(talk.debtIds, debt) && dateIn(talk.atMs, zone).equals(day)) conversation = false;
      }
      day = day.subtract({ days: 1 });
    }
    if (placed + 1 > 7) frequency = false;
  }
  return [frequency, conversation];
}

describe('F-1 and F-2 against a second reading of the text', () => {
  it('agree on random histories, and on the next lawful day', () => {
    const rounds = Number(process.env['ROUNDS'] ?? 400);
    const random = seededRandom(testSeed('frequency'));
    const below = (limit: number): number => Math.floor(random() * limit);
    const startMs = Date.UTC(2026, 2, 1);
    const debtsOfCall = (): string[] | null => [['debt-1'], ['debt-2'], ['debt-1', 'debt-2'], null][below(4)] ?? null;
    for (let round = 0; round < rounds; round += 1) {
      const zones = allZones.filter(() => random() < 0.4);
      if (zones.length === 0) zones.push('America/New_York');
      const nowMs = startMs + 20 * 86_400_000 + below(30 * 86_400_000);
      const past = (days: number): number => nowMs - below(days * 86_400_000);
      const attempts = Array.from({ length: below(16) }, (_, index): Attempt => ({
        callId: `call-${index}`,
        placedAtMs: past(10),
        phoneNumber: '+12125550100',
        debtIds: debtsOfCall(),
        isCounted: random() < 0.9,
        isAnswered: null,
        leftVoicemail: false,
        reachedVoicemail: null,
        mode: 'manual',
        place: 'mobile',
      }));
      const conversations = Array.from({ length: below(3) }, (_, index): Conversation => ({
        callId: `call-${below(2) === 0 ? index : 100 + index}`,
        atMs: past(12),
        debtIds: debtsOfCall(),
        isPresumed: false,
        droppedAtMs: null,
        withSpouse: false,
      }));
      const consents = Array.from({ length: below(3) }, (): Consent => {
        const receivedAtMs = past(12);
        const from = dateIn(receivedAtMs, 'America/New_York').add({ days: below(6) });
        const usable = { from: from.toString(), until: from.add({ days: below(3) }).toString() };
        return {
          callId: random() < 0.5 ? (conversations[0]?.callId ?? null) : null,
          receivedAtMs,
          debtIds: debtsOfCall(),
          usable: random() < 0.5 ? usable : null,
          revokedAtMs: random() < 0.2 ? receivedAtMs + below(6 * 86_400_000) : null,
        };
      });
      const facts = contactFacts({
        action: { phoneNumber: phoneOf[zones[0] ?? ''] ?? '' },
        location: { phones: zones.map((zone) => ({ phoneNumber: phoneOf[zone] ?? '', status: 'active' as const })) },
        history: { attempts, conversations, consents },
      });
      const decision = decide(facts, nowMs);
      const found = ['F-1', 'F-2'].map((id) => findingOf(decision, id));
      const read = readText(facts, 'debt-1', nowMs, zones);
      expect([round, ...found.map(({ verdict }) => verdict === 'allow')]).toEqual([round, ...read]);
      for (const [index, finding] of found.entries()) {
        if (finding.next_lawful_at === null) continue;
        const nextMs = Date.parse(finding.next_lawful_at);
        expect([round, index, readText(facts, 'debt-1', nextMs, zones)[index]]).toEqual([round, index, true]);
        expect([round, index, readText(facts, 'debt-1', nextMs - 1, zones)[index]]).toEqual([round, index, false]);
      }
    }
  });
});
