/**
 * The closed list of errors a person can meet. Each code has one HTTP status, one plain sentence for whoever sees it
 * and what to do next. Server, desktop and windows speak of failures only through this table.
 */
export const errorCodes = {
  'request/invalid': {
    status: 400,
    message: 'Something in this request is not valid.',
    next: 'Correct the marked fields and try again.',
  },
  'request/not-found': {
    status: 404,
    message: 'This does not exist, or not in your organisation.',
    next: 'Go back and choose another one.',
  },
  'request/too-large': { status: 413, message: 'This is too large to send.', next: 'Shorten it and try again.' },
  'request/rate-limited': {
    status: 429,
    message: 'Too many requests in a short time.',
    next: 'Wait a moment, then try again.',
  },
  'auth/required': { status: 401, message: 'You are not signed in.', next: 'Sign in to go on.' },
  'auth/token-expired': {
    status: 401,
    message: 'Your access has run out.',
    next: 'It renews by itself; if it does not, sign in again.',
  },
  'auth/invalid-credentials': {
    status: 401,
    message: 'E-mail address or password is wrong.',
    next: 'Check both and try again.',
  },
  'auth/locked-out': {
    status: 429,
    message: 'Too many wrong passwords for this account.',
    next: 'Wait until the time shown, then try again.',
  },
  'auth/session-ended': {
    status: 401,
    message: 'This session has ended.',
    next: 'Sign in again; work not yet sent is kept.',
  },
  'auth/refresh-reused': {
    status: 401,
    message: 'A used sign-in token was presented again, so the session was ended for safety.',
    next: 'Sign in again and tell your administrator.',
  },
  'auth/wrong-device': {
    status: 401,
    message: 'This session belongs to another device.',
    next: 'Sign in on this device.',
  },
  'permission/denied': {
    status: 403,
    message: 'Your role does not allow this.',
    next: 'Ask an administrator if you need it.',
  },
  'compliance/blocked': {
    status: 422,
    message: 'The law or your policy does not allow this call now.',
    next: 'Read the reasons; call at the next lawful moment if there is one.',
  },
  'calls/already-ended': { status: 409, message: 'This call has already ended.', next: 'Start a new call.' },
  'calls/permit-refused': { status: 403, message: 'The dial permit was refused.', next: 'Dial again from Deskline.' },
  'calls/no-reserving': {
    status: 409,
    message: 'Your organization clears no calls ahead.',
    next: 'Dial while the server answers.',
  },
  'contacts/already-sent': {
    status: 409,
    message: 'This message was sent or given up already.',
    next: 'Ask about the next message with an id of its own.',
  },
  'contacts/permit-refused': {
    status: 403,
    message: 'The send permit was refused.',
    next: 'Do not send; ask again about this message.',
  },
  'compliance/message-not-limited': {
    status: 422,
    message: 'This text is not a limited-content message, so it may not be left on a voicemail.',
    next: 'Say who calls, whom to ask for and the number to call back, and nothing else.',
  },
  'onboarding/incomplete': {
    status: 422,
    message: 'Your organization may not dial yet: its compliance setup is not complete.',
    next: 'A compliance officer, administrator or owner completes it under Compliance, Setup.',
  },
  'onboarding/nothing-to-confirm': {
    status: 409,
    message: 'There is nothing to confirm yet.',
    next: 'Record at least one state license, or that none is needed, and confirm the list then.',
  },
  'compliance/pack-is-floor': {
    status: 409,
    message: 'The federal rules, and those of what must be kept, are always enforced.',
    next: 'Packs of states, of payments and of policy can be put in shadow.',
  },
  'dispute/changed-meanwhile': {
    status: 409,
    message: 'Somebody else has changed this dispute meanwhile.',
    next: 'Look at what was done, and take your step again if it is still right.',
  },
  'dispute/step-not-possible': {
    status: 409,
    message: 'This step cannot be taken from where the dispute stands.',
    next: 'Reopen the dispute first.',
  },
  'dispute/not-a-repetition': {
    status: 409,
    message: 'There is nothing on file that this repeats.',
    next: 'A repetition needs an earlier dispute, or question, of the same debt that came in writing within the validation period and whose answer was sent. Send an answer.',
  },
  'consumer-facts/already-taken-back': {
    status: 409,
    message: 'This has been taken back already.',
    next: 'Nothing to do.',
  },
  'retention/hold-already-lifted': {
    status: 409,
    message: 'This hold has been lifted already.',
    next: 'Nothing to do.',
  },
  'retention/not-counted-yet': {
    status: 409,
    message: 'This dry run is still counting.',
    next: 'Wait until it is done.',
  },
  'retention/purge-already-run': {
    status: 409,
    message: 'This purge has been started already.',
    next: 'See what came of it, or begin with a new dry run.',
  },
  'retention/purge-not-open': {
    status: 409,
    message: 'This purge is over, or was never begun.',
    next: 'Begin with a new dry run.',
  },
  'retention/nothing-to-purge': {
    status: 409,
    message: 'This dry run found nothing that may go.',
    next: 'Begin with a new dry run.',
  },
  'compliance/not-overridable': {
    status: 409,
    message: 'This refusal cannot be set aside.',
    next: 'Read the reasons; nobody may set aside what is marked so.',
  },
  'compliance/override-closed': {
    status: 409,
    message: 'This override is not waiting for an answer any more.',
    next: 'Look at its state; the agent can ask again from a new refusal.',
  },
  'compliance/own-override': {
    status: 403,
    message: 'Nobody approves their own override, and nobody approves one twice.',
    next: 'Another person must answer.',
  },
  'dnc/already-removed': {
    status: 409,
    message: 'This entry has been taken off the list already.',
    next: 'Nothing to do.',
  },
  'dnc/file-refused': {
    status: 422,
    message: 'Some lines of this file cannot be read, so none of it was used.',
    next: 'Correct the lines shown and import the file again.',
  },
  'dnc/base-mismatch': {
    status: 409,
    message: 'This change list starts from another date than the list in use.',
    next: 'Import the change lists in between, or a full list. The list in use is unchanged.',
  },
  'dnc/count-dropped': {
    status: 422,
    message: 'This list has over 20 % fewer numbers than the last full one, so it was not used.',
    next: 'Check that the file is whole; download it again.',
  },
  'supervision/not-in-call': {
    status: 409,
    message: 'This agent is not in a call.',
    next: 'Wait until the floor shows a call.',
  },
  'supervision/permit-refused': {
    status: 403,
    message: 'The supervision permit was refused.',
    next: 'Start again from the floor.',
  },
  'telephony/not-offered': {
    status: 409,
    message: 'The telephone system does not offer this.',
    next: 'Ask IT whether it can be set up.',
  },
  'telephony/no-parking-place': {
    status: 409,
    message: 'Every parking place is taken.',
    next: 'Transfer the call, or wait until a place is free.',
  },
  'telephony/pbx-silent': {
    status: 503,
    message: 'The telephone system did not confirm this.',
    next: 'Nothing may have changed; look at what is shown and try again.',
  },
  'sync/version-conflict': {
    status: 409,
    message: 'Somebody changed this record before your change arrived.',
    next: 'Compare the two versions and save again.',
  },
  'sync/idempotency-key-missing': {
    status: 400,
    message: 'This request needs an Idempotency-Key.',
    next: 'Send it again with a key.',
  },
  'sync/idempotency-key-reused': {
    status: 422,
    message: 'This key was already used for another request.',
    next: 'Use a new key.',
  },
  'server/unavailable': {
    status: 503,
    message: 'The server cannot do this at the moment.',
    next: 'Your work is kept; it is tried again by itself.',
  },
  'server/internal': {
    status: 500,
    message: 'Something went wrong on the server.',
    next: 'Try again; if it stays, report it with the number shown.',
  },
  'network/offline': {
    status: 0,
    message: 'The server cannot be reached.',
    next: 'What you save is kept here and sent when the server is back.',
  },
  'network/contract-mismatch': {
    status: 0,
    message: 'The server answered in a way this version does not know.',
    next: 'Update Deskline, or tell your administrator.',
  },
  'ipc/untrusted-sender': {
    status: 0,
    message: 'This window may not do that.',
    next: 'Close it and open it again from the tray.',
  },
  'ipc/invalid-payload': {
    status: 0,
    message: 'Something in this request is not valid.',
    next: 'Try again; if it stays, report it.',
  },
  'local/save-failed': {
    status: 0,
    message: 'This could not be saved on this computer.',
    next: 'Keep this window open, free some disk space and save again.',
  },
  'local/database-too-new': {
    status: 0,
    message: 'The work on this computer was written by a newer version of Deskline.',
    next: 'Update Deskline; nothing has been changed.',
  },
  'local/key-store-missing': {
    status: 0,
    message: 'This computer has no protected key store.',
    next: 'You stay signed in until you close Deskline; tell IT.',
  },
  'local/unreadable': {
    status: 0,
    message: 'Something saved on this computer cannot be read at the moment.',
    next: 'Nothing is lost: sign in again or tell IT; it is sent as soon as it can be read.',
  },
  'local/unexpected': {
    status: 0,
    message: 'Something went wrong in Deskline.',
    next: 'Try again; if it stays, report it.',
  },
  'phone/not-registered': {
    status: 0,
    message: 'The phone is not connected.',
    next: 'Wait until it says Ready; it reconnects by itself.',
  },
  'phone/microphone-denied': {
    status: 0,
    message: 'The microphone cannot be used.',
    next: 'Allow it in the system settings or choose another one.',
  },
  'phone/not-possible-now': {
    status: 0,
    message: 'The call is not in a state for this.',
    next: 'Look at the call bar and try again.',
  },
  'phone/not-offered': {
    status: 0,
    message: 'The telephone system does not offer this.',
    next: 'Ask IT whether it can be set up.',
  },
  'phone/no-such-call': { status: 0, message: 'That call is over.', next: 'Nothing to do.' },
  'phone/cannot-call-for-help': {
    status: 0,
    message: 'This phone cannot call for help now.',
    next: 'Use another telephone to call 911.',
  },
  'phone/unavailable': {
    status: 0,
    message: 'The phone did not answer in time.',
    next: 'Try again; it restarts by itself.',
  },
} as const satisfies Record<string, { status: number; message: string; next: string }>;

export type ErrorCode = keyof typeof errorCodes;
