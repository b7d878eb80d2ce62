export { createPhoneHandlers } from './phone.ipc.ts';
export { createPhoneLocalStore } from './phone.local-store.ts';
export { createPhoneService, type PhoneService } from './phone.service.ts';
export { placeCall } from './place-call.ts';
export {
  currentCallOf,
  isAgentInCall,
  isInWrapUp,
  isLive,
  isOnRecord,
  isRinging,
  isTalking,
  silentSnapshot,
  startingCall,
} from './phone-view.ts';
