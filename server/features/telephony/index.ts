export { createTelephonyHandlers } from './telephony.route.ts';
export { sipUserOf, type TelephonyOptions } from './telephony.service.ts';
export { readSipAccounts, type SipAccounts } from './sip-accounts.ts';
export { issueSipCredentials, readSipUsername, sipPassword } from './sip-credentials.ts';
