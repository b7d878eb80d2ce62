import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { AuthService } from './auth.service.ts';

export const createAuthHandlers = (service: AuthService) =>
  ({
    'auth:get-state': () => service.state(),
    'auth:sign-in': ({ email, password }) => service.signIn(email, password),
    'auth:sign-out': async () => {
      await service.signOut();
      return null;
    },
    'auth:list-sessions': () => service.listSessions(),
    'auth:end-session': async (id) => {
      await service.endSession(id);
      return null;
    },
  }) satisfies Partial<IpcHandlers>;
