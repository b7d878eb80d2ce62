export { createPhoneHandlers } from './phone.ipc.ts';
export { createPhoneLocalStore } from './phone.local-store.ts';
export { createPhoneService, type PhoneService } from './phone.service.ts';
export { currentCallOf, isAgentInCall, isLive, isRinging } from './phone-view.ts';
