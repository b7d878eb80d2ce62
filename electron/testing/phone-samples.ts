import { createId } from '../../shared/domain/ids.ts';
import type { PhoneCall, PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import { silentSnapshot, startingCall } from '../features/phone/index.ts';

const startedAt = '2026-11-23T15:00:00.000Z';

/** A call with somebody, changed as the test wants it. */
export const aCall = (state: PhoneCall['state'], changes: Partial<PhoneCall> = {}): PhoneCall => ({
  ...startingCall({ callId: createId(), kind: 'consumer', remoteNumber: '+12125550100', remoteName: null, startedAt }),
  ...(state === 'active' || state === 'held' ? { answeredAt: startedAt } : {}),
  isHeld: state === 'held',
  state,
  ...changes,
});

/** What a registered phone with these calls publishes. */
export function showing(...calls: PhoneCall[]): PhoneSnapshot {
  const silent = silentSnapshot(startedAt, null);
  return { ...silent, registration: { ...silent.registration, state: 'registered' }, calls };
}
