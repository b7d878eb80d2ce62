/** What is broken on purpose, one thing at a time, and the tests that must notice. */

export type Mutant = {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  /** What vitest is asked to run: folders or files. */
  tests: readonly string[];
};

const domain = ['shared/domain/compliance'];
const gate = ['server/features/calls/gate.int.test.ts', 'server/features/calls/other-numbers.int.test.ts'];
const messages = ['server/features/contacts'];
const reserved = [
  'server/features/calls/reserved-permits.int.test.ts',
  'server/features/calls/reserved-ends.int.test.ts',
];
const drops = ['server/features/calls/message-drop.int.test.ts'];

export const mutants: readonly Mutant[] = [
  {
    name: 'an eighth call in seven days: < for <= at the limit of F-1',
    file: 'shared/domain/compliance/rules/call-frequency.ts',
    find: 'if (attempts.length < maxAttempts) continue;',
    replace: 'if (attempts.length <= maxAttempts) continue;',
    tests: domain,
  },
  {
    name: 'nine in the evening is still evening: < for <= in F-4',
    file: 'shared/domain/compliance/convenient-times.ts',
    find: 'const isUsual = minutes >= fromMinute && minutes < untilMinute;',
    replace: 'const isUsual = minutes >= fromMinute && minutes <= untilMinute;',
    tests: domain,
  },
  {
    name: 'eight in the morning is still night: > for >= in F-4',
    file: 'shared/domain/compliance/convenient-times.ts',
    find: 'const isUsual = minutes >= fromMinute && minutes < untilMinute;',
    replace: 'const isUsual = minutes > fromMinute && minutes < untilMinute;',
    tests: domain,
  },
  {
    name: 'a window of six days',
    file: 'shared/domain/compliance/packs/federal.ts',
    find: 'windowDays: 7,',
    replace: 'windowDays: 6,',
    tests: domain,
  },
  {
    name: 'a window of eight days',
    file: 'shared/domain/compliance/packs/federal.ts',
    find: 'windowDays: 7,',
    replace: 'windowDays: 8,',
    tests: domain,
  },
  {
    name: 'six days after a conversation',
    file: 'shared/domain/compliance/packs/federal.ts',
    find: 'conversationBar({ barDays: 7,',
    replace: 'conversationBar({ barDays: 6,',
    tests: domain,
  },
  {
    name: 'the last zone is ignored',
    file: 'shared/domain/compliance/zones/candidate-zones.ts',
    find: 'const zones = [...sources].map(',
    replace: 'const zones = [...sources].slice(0, Math.max(1, sources.size - 1)).map(',
    tests: domain,
  },
  {
    name: 'a rule that cannot answer is skipped',
    file: 'shared/domain/compliance/engine.ts',
    find: "      verdict: 'block',\n      reason: 'This rule could not be evaluated",
    replace: "      verdict: 'allow',\n      reason: 'This rule could not be evaluated",
    tests: domain,
  },
  {
    name: 'nothing is known about where the consumer is, and nothing is assumed',
    file: 'shared/domain/compliance/zones/candidate-zones.ts',
    find: "if (isGuess) add(anywhereInTheStates, 'place not known');",
    replace: '',
    tests: domain,
  },
  {
    name: 'the dates of a pack are ignored',
    file: 'shared/domain/compliance/engine.ts',
    find: 'pack.effectiveFromMs <= atMs && (pack.effectiveUntilMs === null || atMs < pack.effectiveUntilMs);',
    replace: 'pack.effectiveFromMs <= atMs || atMs < (pack.effectiveUntilMs ?? Infinity);',
    tests: domain,
  },
  {
    name: 'the lock on the person is gone',
    file: 'server/features/compliance/contact-target.read-model.ts',
    find: 'on consumers.id = target.consumer_id for no key update of consumers',
    replace: 'on consumers.id = target.consumer_id',
    tests: gate,
  },
  {
    name: 'the lock on the number is gone',
    file: 'server/features/compliance/contact-target.read-model.ts',
    find: 'select consumer_id, persons, pg_advisory_xact_lock(hashtextextended(',
    replace: 'select consumer_id, persons, abs(hashtextextended(',
    tests: gate,
  },
  {
    name: 'a row of the ledger is changed in place',
    file: 'server/features/calls/contact-ledger.store.ts',
    find: '  if (values.length === 0) return;\n',
    replace:
      "  if (values.length === 0) return;\n  await database.updateTable('contact_ledger').set({ recorded_at: recorded.at }).where('call_id', '=', subject.callId).execute();\n",
    tests: gate,
  },
  {
    name: 'message: the person is not locked before the facts are read',
    file: 'server/features/contacts/start-contact.service.ts',
    find: 'const target = await lockContact(database, { accountId, phoneNumber }, clock);',
    replace:
      "const target = { accountId, phoneNumber, candidateCount: 1, consumerId: (await database.selectFrom('accounts').select('consumer_id').where('id', '=', accountId).executeTakeFirst())?.consumer_id ?? null };",
    tests: messages,
  },
  {
    name: 'message: a refused one is sent all the same',
    file: 'server/features/contacts/start-contact.service.ts',
    find: 'if (!gate.isPermitted) {',
    replace: 'if (false) {',
    tests: messages,
  },
  {
    name: 'message: an id may stand for another message',
    file: 'server/features/contacts/start-contact.service.ts',
    find: 'if (reserved.fingerprint !== fingerprintOf(body)) {',
    replace: 'if (false) {',
    tests: messages,
  },
  {
    name: 'message: asked about again after it was sent, it gets another permit',
    file: 'server/features/contacts/start-contact.service.ts',
    find: 'const isOver = work.clock.now() >= reserved.permitExpiresAtMs;',
    replace: 'const isOver = false;',
    tests: messages,
  },
  {
    name: 'message: a permit passes twice',
    file: 'server/features/contacts/message-events.service.ts',
    find: "return added === 1 ? undefined : 'used';",
    replace: 'return undefined;',
    tests: messages,
  },
  {
    name: 'message: a permit passes for another address',
    file: 'server/features/contacts/message-events.service.ts',
    find: "if (!isSameAddress(claims.address, address)) return 'other-address';",
    replace: '',
    tests: messages,
  },
  {
    name: 'message: a wish to stop is not read',
    file: 'server/features/contacts/message-events.service.ts',
    find: 'asksToStop: wantsNoMore,',
    replace: 'asksToStop: false,',
    tests: messages,
  },
  {
    name: 'message: word of a wrong person is forgotten',
    file: 'server/features/compliance/message-facts.ts',
    find: 'const wrong = here.filter(({ saysWrongParty }) => saysWrongParty);',
    replace: 'const wrong = here.filter(() => false);',
    tests: messages,
  },
  {
    name: 'message: whatever came in is a basis',
    file: 'server/features/compliance/message-facts.ts',
    find: 'isAboutDebt && channel === action.channel',
    replace: 'channel === action.channel',
    tests: messages,
  },
  {
    name: 'message: what was sent is not counted',
    file: 'server/features/compliance/message-facts.ts',
    find: 'messages: [...history.messages, ...messages],',
    replace: 'messages: history.messages,',
    tests: messages,
  },
  {
    name: 'message: one that nobody reported on is taken for read',
    file: 'shared/domain/compliance/message-ledger.ts',
    find: "const wentOut = events.has('sent') || events.has('delivered');",
    replace: 'const wentOut = true;',
    tests: ['shared/domain/compliance/message-ledger.test.ts'],
  },
  {
    name: 'message: anybody is a sender',
    file: 'server/http/callers.ts',
    find: 'const found = senders.find(({ token }) => isSecret(given, token));',
    replace: 'const found = senders[0];',
    tests: messages,
  },
  {
    name: 'message drop: its own call stands in its way',
    file: 'server/features/calls/message-drop.service.ts',
    find: 'duringCallId: callId,',
    replace: 'duringCallId: null,',
    tests: drops,
  },
  {
    name: 'message drop: a refused one is left all the same',
    file: 'server/features/calls/message-drop.service.ts',
    find: 'if (!gate.isPermitted) {',
    replace: 'if (false) {',
    tests: drops,
  },
  {
    name: 'message drop: somebody speaks, and no recording',
    file: 'server/features/calls/message-drop.service.ts',
    find: "mode: 'prerecorded',",
    replace: "mode: 'manual',",
    tests: drops,
  },
  {
    name: 'message drop: in a call that is over',
    file: 'server/features/calls/message-drop.service.ts',
    find: "if (call.ended_at !== null) throw new ProblemError('calls/already-ended');",
    replace: '',
    tests: drops,
  },
  {
    name: 'message drop: the call is not known to have left one',
    file: 'shared/domain/compliance/contact-ledger.ts',
    find: "const isLeft = latest.has('voicemail');",
    replace: 'const isLeft = false;',
    tests: drops,
  },
  {
    name: 'message drop: the phone is told before the server has answered',
    file: 'electron/features/calls/internal-calls.service.ts',
    find: 'return valueOf(asked).decision.id;',
    replace: "return asked.ok ? asked.value.decision.id : '';",
    tests: ['electron/features/calls/internal-calls.service.test.ts'],
  },
  {
    name: 'a call that was cleared ahead passes whatever was recorded since',
    file: 'server/features/calls/redeem-reserved.service.ts',
    find: 'const barred = gate.isPermitted\n',
    replace: 'const barred = gate.isPermitted || true\n',
    tests: reserved,
  },
  {
    name: 'what was released is placed all the same',
    file: 'server/features/calls/redeem-reserved.service.ts',
    find: "  if (reservation.reservation === 'released') return { fault: 'released' };\n",
    replace: '',
    tests: reserved,
  },
  {
    name: 'what was released is released again',
    file: 'server/features/calls/release-reservations.service.ts',
    find: "if (reservation?.reservation !== 'held' || reservation.agent_id !== agentId) continue;",
    replace: 'if (!reservation || reservation.agent_id !== agentId) continue;',
    tests: reserved,
  },
  {
    name: 'the lock on persons is gone where calls are cleared ahead',
    file: 'server/features/compliance/contact-target.read-model.ts',
    find: 'order by id for no key update',
    replace: 'order by id',
    tests: reserved,
  },
  {
    name: 'a call is cleared ahead past nine in the evening',
    file: 'server/features/calls/reserved-permit-end.ts',
    find: 'if (!isPermittedAt(atMs)) return atMs;',
    replace: 'if (!isPermittedAt(atMs)) lastMs = atMs;',
    tests: reserved,
  },
];
