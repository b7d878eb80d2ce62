export { createAccountsHandlers } from './accounts.ipc.ts';
export { createAccountsLocalStore } from './accounts.local-store.ts';
export { createAccountsService } from './accounts.service.ts';
