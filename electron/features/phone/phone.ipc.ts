import type { Broadcast, IpcHandlers } from '../../security/ipc-handler.ts';
import type { PhoneService } from './phone.service.ts';

export const createPhoneHandlers = (service: PhoneService, broadcast: Broadcast) =>
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
    'phone:record-events': ({ callId, events, incoming }) => {
      service.recordEvents({ callId, events, ...(incoming === undefined ? {} : { incoming }) });
      return null;
    },
    'phone:get-token': () => service.issueToken(),
  }) satisfies Partial<IpcHandlers>;
