import type { CheckOutFinding } from '../../../shared/ipc/phone-snapshot.ts';
import type { Broadcast, IpcHandlers } from '../../security/ipc-handler.ts';
import type { PhoneService } from './phone.service.ts';

/** Whoever asked for the check-out. */
type CheckOutPort = { take: (runId: string, finding: CheckOutFinding) => void };

export const createPhoneHandlers = (service: PhoneService, checkOut: CheckOutPort, broadcast: Broadcast) =>
  ({
    'phone:get-snapshot': () => service.snapshot(),
    'phone:command': (command) => {
      service.command(command);
      return null;
    },
    'phone:publish-snapshot': (snapshot) => {
      service.publish(snapshot);
      return null;
    },
    'phone:publish-levels': (levels) => {
      broadcast('phone:levels', levels);
      return null;
    },
    'phone:publish-quality': (point) => {
      service.quality.add(point);
      broadcast('phone:quality', point);
      return null;
    },
    'phone:get-quality': (callId) => service.quality.pointsOf(callId),
    'phone:publish-check-out': ({ runId, finding }) => {
      checkOut.take(runId, finding);
      return null;
    },
    'phone:record-events': ({ callId, events, incoming }) => {
      service.recordEvents({ callId, events, ...(incoming === undefined ? {} : { incoming }) });
      return null;
    },
    'phone:get-token': () => service.issueToken(),
  }) satisfies Partial<IpcHandlers>;
