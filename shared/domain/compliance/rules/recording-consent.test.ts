import { describe, expect, it } from 'vitest';
import { afterAnnouncement, afterJoining, afterObjection, type CallRecording } from '../call-recording.ts';
import { allPartyStates, recordingPack } from '../packs/recording.ts';
import type { RuleFinding } from '../rule.ts';
import { at, contactFacts, type FactsChange } from '../testing/contact-facts.ts';
import { ask } from '../testing/overlay-facts.ts';

const noon = at('2026-11-24 12:00');
const AUSTIN = '+15125550100';
const judge = (change: FactsChange): RuleFinding => ask(recordingPack, 'REC', contactFacts(change), noon);

/** A Texan agent calls a Texan consumer on one number, with others on file. */
const texan = (phoneNumber: string, others: string[] = [], action: FactsChange['action'] = {}): FactsChange => ({
  action: { phoneNumber, agentState: 'TX', ...action },
  location: {
    phones: [phoneNumber, ...others].map((each) => ({ phoneNumber: each })),
    addresses: [{ region: 'TX', postalCode: '78701' }],
  },
});
const codesOf = ({ obligations }: RuleFinding): string[] => obligations.map(({ code }) => code);
const allParty = {
  verdict: 'require',
  override: 'never',
  facts: { consent_of: 'all parties' },
};
const bothDuties = ['recording.announce', 'recording.consent'];

const start: CallRecording = { isRecording: false, announcedAtMs: null, declinedAtMs: null, needsConsent: true };
const running = afterAnnouncement(start, noon);

describe('REC consent to recording', () => {
  it('REC #1 a Californian mobile of a Texan: everybody is asked', () => {
    const finding = judge(texan('+14155550100'));
    expect(finding).toMatchObject({ ...allParty, is_policy: false, citation: 'Cal. Penal Code 632, 632.7' });
    expect(codesOf(finding)).toEqual(bothDuties);
  });

  it('REC #2 area code 206 of a Texan, dialled or only on file', () => {
    expect(judge(texan('+12065550100'))).toMatchObject({ ...allParty, citation: 'RCW 9.73.030' });
    expect(judge(texan(AUSTIN, ['+12065550100']))).toMatchObject(allParty);
  });

  it.each([
    ['continue-unrecorded', { order: 'continue-unrecorded' }],
    ['end-call', expect.objectContaining({ order: 'end-call' })],
  ] as const)(
    'REC #3 an objection at 00:20 stops the recorder within a second and leaves a marker; then: %s',
    (policy, last) => {
      const atMs = noon + 20_000;
      const { recording, orders } = afterObjection(running, atMs, policy);
      expect(recording).toMatchObject({ isRecording: false, declinedAtMs: atMs });
      expect(orders).toEqual([
        { order: 'stop-recorder', byMs: atMs + 1000 },
        { order: 'keep-earlier-audio', untilMs: atMs },
        { order: 'mark', marker: 'recording_declined', atMs },
        last,
      ]);
    },
  );

  it('REC #4 an inbound call has the same announcement', () => {
    const inbound = judge(texan('+14155550100', [], { direction: 'inbound' }));
    expect(inbound).toMatchObject(allParty);
    expect(codesOf(inbound)).toEqual(bothDuties);
    expect(codesOf(judge(texan(AUSTIN, [], { direction: 'inbound' })))).toEqual(['recording.announce']);
  });

  it('REC #5 somebody from Florida joins: the recorder waits for the announcement to be made again', () => {
    const texans = { ...running, needsConsent: false };
    const { recording, orders } = afterJoining(texans, { atMs: noon + 60_000, state: 'FL' }, allPartyStates);
    expect(orders).toEqual([
      { order: 'pause-recorder', byMs: noon + 61_000 },
      { order: 'announce', asksConsent: true },
      { order: 'mark', marker: 'recording_announced_again', atMs: noon + 60_000 },
    ]);
    expect(recording).toMatchObject({ isRecording: false, announcedAtMs: null, needsConsent: true });
    expect(afterAnnouncement(recording, noon + 70_000)).toMatchObject({
      isRecording: true,
      announcedAtMs: noon + 70_000,
    });
  });

  it('REC #6 a limited-content voicemail announces nothing, and no greeting is kept', () => {
    const message = { messageClass: 'limited-content' as const, text: 'This is Robin Smith.' };
    const finding = judge(texan('+14155550100', [], { channel: 'voicemail', message }));
    expect(codesOf(finding)).toEqual(['recording.discard-greeting']);
    expect(finding).toMatchObject({ verdict: 'require', is_policy: true });
    expect(codesOf(judge(texan('+14155550100', [], { channel: 'voicemail' })))).toEqual(['recording.discard-greeting']);
  });

  it('announces by policy where one party is enough', () => {
    const finding = judge(texan(AUSTIN));
    expect(finding).toMatchObject({ verdict: 'require', is_policy: true, override: 'supervisor' });
    expect(codesOf(finding)).toEqual(['recording.announce']);
  });

  it.each(allPartyStates.map(({ state }) => state))('takes %s for all-party at either end', (state) => {
    expect(judge(texan(AUSTIN, [], { agentState: state }))).toMatchObject(allParty);
    const moved = { ...texan(AUSTIN), location: { phones: [], addresses: [{ region: state.toLowerCase() }] } };
    expect(judge(moved)).toMatchObject(allParty);
  });

  it('takes what nobody knows for the strictest: agent, number, address, a stated place', () => {
    expect(judge(texan(AUSTIN, [], { agentState: null }))).toMatchObject({ ...allParty, is_policy: true });
    expect(judge(texan(AUSTIN, [], { agentState: 'ZZ' }))).toMatchObject(allParty);
    expect(judge(texan('+14155550100', [], { agentState: null }))).toMatchObject({
      citation: 'Cal. Penal Code 632, 632.7',
      is_policy: false,
    });
    expect(judge(texan('+18005550100'))).toMatchObject(allParty);
    expect(judge(texan(AUSTIN, ['+14165550100']))).toMatchObject(allParty);
    const austin = texan(AUSTIN);
    expect(judge({ ...austin, location: { phones: [], addresses: [{ postalCode: '09012' }] } })).toMatchObject(
      allParty,
    );
    const stated = { label: 'my sister', zones: ['America/Chicago'], statedAtMs: noon };
    expect(judge({ ...austin, location: { ...austin.location, stated } })).toMatchObject(allParty);
    expect(
      judge({ action: { phoneNumber: '', agentState: 'TX' }, location: { phones: [], addresses: [] } }),
    ).toMatchObject(allParty);
  });

  it('counts no number that is out of use, and believes an address and its ZIP code alike', () => {
    const phones = [
      { phoneNumber: AUSTIN },
      { phoneNumber: '+12065550100', status: 'wrong' as const },
      { phoneNumber: '+14155550100', status: 'disconnected' as const },
    ];
    const austin = texan(AUSTIN);
    expect(codesOf(judge({ ...austin, location: { ...austin.location, phones } }))).toEqual(['recording.announce']);
    const torn = { phones: [{ phoneNumber: AUSTIN }], addresses: [{ region: 'TX', postalCode: '94105' }] };
    expect(judge({ ...austin, location: torn })).toMatchObject(allParty);
  });

  it('has nothing to say when nothing is recorded', () => {
    expect(judge(texan('+14155550100', [], { isRecorded: false })).verdict).toBe('allow');
    for (const channel of ['sms', 'email', 'letter', 'direct-message'] as const) {
      expect(judge(texan('+14155550100', [], { channel })).verdict).toBe('allow');
    }
  });

  it('begins no recording again after an objection', () => {
    const { recording } = afterObjection(running, noon, 'continue-unrecorded');
    expect(afterObjection(recording, noon + 5, 'end-call')).toEqual({ recording, orders: [] });
    expect(afterJoining(recording, { atMs: noon, state: 'TX' }, allPartyStates).orders).toEqual([]);
    expect(afterAnnouncement(recording, noon + 10).isRecording).toBe(false);
  });

  it('has nothing to stop or to keep when the objection comes before the recording', () => {
    expect(afterObjection(start, noon, 'continue-unrecorded').orders.map(({ order }) => order)).toEqual([
      'mark',
      'continue-unrecorded',
    ]);
  });

  it('asks whoever joins from an unknown place, and not whoever joins from a one-party state', () => {
    const texans = { ...running, needsConsent: false };
    const asked = (state: string | null) =>
      afterJoining(texans, { atMs: noon, state }, allPartyStates).recording.needsConsent;
    expect([asked(null), asked('TX')]).toEqual([true, false]);
  });
});
