/**
 * Reports of emergency calls. The call itself never waits for this: it was placed before, without a permit.
 *
 * Promise: a report is never refused for what it says. A clock that is off, a location that is missing or was never
 * confirmed: it is written down as it came, and the floor is told (47 CFR 9.16(b)).
 */
import type { DispatchableLocation, EmergencyCall } from '../../../shared/contracts/emergency/emergency.contract.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findEmergencyCall, insertEmergencyCall } from './emergency.store.ts';

type Report = {
  call_id: string;
  number: string;
  at: string;
  location: DispatchableLocation | null;
  location_confirmed_at: string | null;
};

export async function reportEmergencyCall(work: UnitOfWork, agentId: string, report: Report): Promise<EmergencyCall> {
  const isNew = await insertEmergencyCall(work.database, {
    id: report.call_id,
    agentId,
    number: report.number,
    at: report.at,
    location: report.location,
    locationConfirmedAt: report.location_confirmed_at,
    receivedAt: work.at,
  });
  const emergency = await findEmergencyCall(work.database, report.call_id);
  const { number, location } = emergency;
  work.audit({ subject: { type: 'call', id: report.call_id }, detail: { number, location, at: emergency.at } });
  if (isNew) work.publish({ type: 'emergency', emergency }, 'floor');
  return emergency;
}
