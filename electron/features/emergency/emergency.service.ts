/**
 * Calling for help. Nothing stands in the way: no permit, no verdict, no server, no sign-in, no disk.
 *
 *   911 or 933 ──▶ order to the phone page, with the location as it is known ──▶ report into the outbox, first in line
 *
 * Promise: the order is given before anything is asked or written (Kari's Law: 47 USC 623(a); 47 CFR 9.16(b)(1)). The location
 * travels with the INVITE (RAY BAUM'S Act section 506; 47 CFR 9.16(b)(3)(ii)); an unconfirmed one is better than none and is
 * told as such. It is asked for again when the network is another one, for then the desk may be too.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { DispatchableLocation } from '../../../shared/contracts/emergency/emergency.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { EmergencyStatus } from '../../../shared/ipc/local-schemas.ts';
import type { Logger } from '../../os/logger.ts';
import { isSameNetwork } from '../../os/platform/network.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { type PhoneService, startingCall } from '../phone/index.ts';
import type { LocationStore } from './emergency.local-store.ts';

export type EmergencyNumber = '911' | '933';

export type EmergencyService = {
  changed: Signal<EmergencyStatus>;
  status: () => EmergencyStatus;
  /** @throws ProblemError `phone/cannot-call-for-help`. */
  dial: (number: EmergencyNumber, clickedAtMs: number) => Promise<{ callId: string }>;
  confirm: (location: DispatchableLocation) => Promise<EmergencyStatus>;
  /** The network may be another one. */
  networkChanged: () => Promise<void>;
};

type EmergencyDependencies = {
  phone: Pick<PhoneService, 'order' | 'pbx' | 'noteStarted' | 'waitForCall' | 'closeRecord'>;
  locations: LocationStore;
  /** The network this computer is on (os/platform/network.ts); null while it is on none. */
  networkFingerprint: () => Promise<string | null>;
  /** @throws when it cannot be saved. */
  saveWork: (work: OutboxWork) => void;
  /** Sends what is saved now, whatever the waiting time says. */
  hurry: () => void;
  clock: Clock;
  logger: Logger;
};

/** The phone page shows a call at once; this long means it is not listening. */
const pageAnswerMs = 3000;

export function createEmergencyService(dependencies: EmergencyDependencies): EmergencyService {
  const { phone, locations, networkFingerprint, saveWork, hurry, clock, logger } = dependencies;
  const changed = createSignal<EmergencyStatus>((error) => logger.error('emergency.listener-failed', {}, error));
  /** Null until it is known, and while there is no network: no reason to ask anybody again. */
  let network: string | null = null;

  function status(): EmergencyStatus {
    const confirmed = locations.read();
    if (confirmed === null) {
      return { state: 'unconfirmed', confirmed, reason: 'Nobody has confirmed yet where this computer stands.' };
    }
    if (network !== null && !isSameNetwork(network, confirmed.networkFingerprint)) {
      const reason = 'This computer is on another network than when its place was confirmed.';
      return { state: 'unconfirmed', confirmed, reason };
    }
    return { state: 'confirmed', confirmed, reason: null };
  }
  function report(callId: string, number: EmergencyNumber, at: string): void {
    const known = status();
    const location = known.confirmed?.location ?? null;
    const confirmedAt = known.state === 'confirmed' ? (known.confirmed?.confirmedAt ?? null) : null;
    try {
      saveWork({
        kind: 'emergency',
        payload: { call_id: callId, number, at, location, location_confirmed_at: confirmedAt },
      });
      hurry();
    } catch (error) {
      logger.error('emergency.not-reported', { call: callId }, error);
    }
  }
  async function lookAtNetwork(): Promise<void> {
    const before = JSON.stringify(status());
    network = await networkFingerprint();
    const now = status();
    if (JSON.stringify(now) !== before) changed.emit(now);
  }

  return {
    changed,
    status,
    dial: async (number, clickedAtMs) => {
      const callId = createId(clock);
      const at = isoNow(clock);
      const pbx = phone.pbx();
      const shown = { callId, remoteNumber: number, remoteName: number === '911' ? 'Emergency' : 'Emergency test' };
      try {
        // Nobody has signed in here since the app began: the phone knows no PBX.
        if (pbx === null) throw new ProblemError('phone/not-registered');
        const user = number === '911' ? (pbx.services.emergency ?? number) : number;
        const sipTarget = `sip:${user}@${pbx.domain}`;
        const location = locations.read()?.location ?? null;
        phone.order({ do: 'dial-emergency', ...shown, sipTarget, clickedAtMs, location });
      } catch (error) {
        logger.error('emergency.not-ordered', { call: callId }, error);
        report(callId, number, at);
        throw new ProblemError('phone/cannot-call-for-help');
      }
      const call = startingCall({ ...shown, kind: 'emergency', startedAt: at });
      phone.noteStarted(call);
      report(callId, number, at);
      if (await phone.waitForCall(callId, pageAnswerMs)) return { callId };
      phone.closeRecord(call, isoNow(clock), 'The phone did not take the call');
      throw new ProblemError('phone/cannot-call-for-help');
    },
    confirm: async (location) => {
      network = await networkFingerprint();
      const confirmed = { location, confirmedAt: isoNow(clock), networkFingerprint: network ?? '' };
      await locations.write(confirmed);
      const now = status();
      changed.emit(now);
      return now;
    },
    networkChanged: lookAtNetwork,
  };
}
