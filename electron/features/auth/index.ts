export { createAuthHandlers } from './auth.ipc.ts';
export { createAuthLocalStore } from './auth.local-store.ts';
export { createAuthService } from './auth.service.ts';
