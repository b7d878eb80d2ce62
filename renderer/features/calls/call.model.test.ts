import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../testing/fake-bridge.ts';
import { qualityWords } from '../../ui/quality-words.ts';
import { ago, fakeCall, fakeId } from '../../testing/fake-data.ts';
import {
  consultationOf,
  currentCall,
  incomingCalls,
  mergeableCalls,
  missedCalls,
  otherCalls,
  phoneObstacle,
  whereIs,
  wrapUpCall,
} from './call.model.ts';

const phoneWith = (...calls: ReturnType<typeof fakeCall>[]) => createFakeBridge({ calls }).phone;
const talking = fakeCall();
const over = fakeCall({ callId: fakeId(2), state: 'ended', endedAt: ago(1) });
const ringing = fakeCall({ callId: fakeId(3), direction: 'inbound', state: 'incoming', answeredAt: null });
const missed = fakeCall({ callId: fakeId(4), direction: 'inbound', state: 'ended', answeredAt: null, endedAt: ago(1) });
const held = fakeCall({ callId: fakeId(5), state: 'held', isHeld: true });

const colleague = fakeCall({ callId: fakeId(6), kind: 'colleague', accountId: null, consultationFor: held.callId });

describe('calls of a snapshot', () => {
  it('puts the call being talked in before one that is set up, and that before one on hold or merged', () => {
    const dialling = fakeCall({ callId: fakeId(7), state: 'dialling', answeredAt: null });
    const merged = fakeCall({ callId: fakeId(8), state: 'merged' });
    expect(currentCall(phoneWith(merged, held, dialling, talking))?.callId).toBe(talking.callId);
    expect(currentCall(phoneWith(merged, held, dialling))?.callId).toBe(dialling.callId);
    expect(otherCalls(phoneWith(merged, held, talking)).map(({ callId }) => callId)).toEqual([
      merged.callId,
      held.callId,
    ]);
  });

  it('wraps up the consumer a colleague is consulted about, never the colleague', () => {
    expect(wrapUpCall(phoneWith(colleague, held))?.callId).toBe(held.callId);
    expect(wrapUpCall(phoneWith({ ...colleague, state: 'ended', endedAt: ago(1) }))).toBeNull();
    expect(consultationOf(phoneWith(colleague, held))?.about.callId).toBe(held.callId);
    expect(consultationOf(phoneWith(colleague))).toBeNull();
    expect(whereIs(colleague, phoneWith(colleague, held))).toContain('Consultation about Marcus Whitfield');
  });

  it('merges people only, and only where the telephone system can', () => {
    const emergency = fakeCall({ callId: fakeId(9), kind: 'emergency' });
    expect(mergeableCalls(phoneWith(colleague, held))).toHaveLength(2);
    expect(mergeableCalls(phoneWith(emergency, held))).toEqual([]);
    const bare = createFakeBridge({ calls: [colleague, held], services: { canConference: false } }).phone;
    expect(mergeableCalls(bare)).toEqual([]);
  });

  it('puts the call being talked in before a held one, and never a ringing one', () => {
    expect(currentCall(phoneWith(held, talking))?.callId).toBe(talking.callId);
    expect(currentCall(phoneWith(held))?.callId).toBe(held.callId);
    expect(currentCall(phoneWith(ringing, over))).toBeNull();
    expect(incomingCalls(phoneWith(ringing, talking))).toEqual([ringing]);
  });

  it('asks for the wrap-up of an ended call before the one being talked in', () => {
    expect(wrapUpCall(phoneWith(talking, over))?.callId).toBe(over.callId);
    expect(wrapUpCall(phoneWith(talking))?.callId).toBe(talking.callId);
  });

  it('asks for the wrap-up of a call that the network ended, as of any other', () => {
    const lost = { ...over, endedBy: 'system' as const, endReason: 'The connection was lost', sipStatus: null };
    expect(wrapUpCall(phoneWith(lost))?.callId).toBe(over.callId);
    expect(missedCalls(phoneWith(lost))).toEqual([]);
  });

  it('wants no wrap-up of a missed call, but says that it was missed', () => {
    expect(wrapUpCall(phoneWith(missed))).toBeNull();
    expect(missedCalls(phoneWith(missed, over))).toEqual([missed]);
  });

  it('warns about quality before it is bad', () => {
    expect(qualityWords(null)).toBeNull();
    expect(qualityWords(4.2)?.text).toBe('Good');
    expect(qualityWords(3.9)?.text).toBe('Fair');
    expect(qualityWords(3.4)?.text).toBe('Poor');
  });

  it('names what keeps the phone from calling', () => {
    expect(phoneObstacle(phoneWith())).toBeNull();
    expect(phoneObstacle(null)).toContain('starting');
    expect(phoneObstacle(phoneWith(talking))).toContain('in a call');
    expect(phoneObstacle(createFakeBridge({ audio: { microphone: 'denied' } }).phone)).toContain('not allowed');
    expect(
      phoneObstacle(createFakeBridge({ registration: { state: 'failed', reason: 'wrong password' } }).phone),
    ).toContain('wrong password');
  });
});
