/**
 * What the rules may know. Facts are plain data, gathered by the caller at one moment; a rule never fetches anything.
 * Moments are epoch milliseconds, calendar dates are ISO `YYYY-MM-DD` in the consumer's own calendar.
 *
 * A fact that is not known is `null` or an empty list, and no rule takes that for good news.
 */

/** The contact about to be made. */
export type ContactAction = {
  channel: 'voice';
  direction: 'outbound';
  phoneNumber: string;
  /** The debts this contact is about; empty when they are not known. */
  debtIds: readonly string[];
};

/** Who calls, as it is said aloud. */
export type ContactActor = { organizationName: string; agentName: string };

/** The person called. Null when nobody is on file for the number. */
export type ContactPerson = {
  id: string;
  fullName: string;
  /** How many persons this number leads to when no account was chosen; 1 otherwise. */
  candidateCount: number;
};

/** The number dialled. `unlisted`: on nobody's file. `of-another`: not on file for this person, but for somebody else. */
export type ContactEndpoint = {
  status: 'active' | 'wrong' | 'disconnected' | 'unlisted' | 'of-another';
  /** Entries of the internal do-not-call list for this number that have not been taken back. */
  doNotCall: readonly { source: string; reason: string; addedAtMs: number; expiresAtMs: number | null }[];
};

export type ConsumerPhone = { phoneNumber: string; status: 'active' | 'wrong' | 'disconnected' };
export type ConsumerAddress = { region: string | null; postalCode: string | null };

/** Where the consumer may be (comment 6(b)(1)(i)-2). */
export type LocationFacts = {
  phones: readonly ConsumerPhone[];
  addresses: readonly ConsumerAddress[];
  /** Where the consumer said they are now, and when they said it. */
  stated: { label: string; zones: readonly string[]; statedAtMs: number } | null;
};

export type Debt = {
  id: string;
  reference: string;
  /** Nothing is owed any more, or the debt has left the agency. */
  isClosed: boolean;
  /** Disputed, and nobody has said yet whether it may be collected. */
  isDisputed: boolean;
  /** When the written notice of 12 CFR 1006.6(c) was received. */
  ceasedAtMs: number | null;
};

/** One call placed to the person. `debtIds` null: not known about which debt, so it counts for every one. */
export type Attempt = {
  callId: string;
  placedAtMs: number;
  phoneNumber: string;
  debtIds: readonly string[] | null;
  /** False for what the wire or a later finding took out of the count: busy, not in service, wrong number. */
  isCounted: boolean;
};

/** One telephone conversation with the person, whoever called. */
export type Conversation = {
  callId: string;
  atMs: number;
  debtIds: readonly string[] | null;
  /** The call was answered, and nobody has said yet whether there was a conversation. */
  isPresumed: boolean;
};

/** Prior consent to be called, given directly to this collector (12 CFR 1006.14(b)(3)(i)). */
export type Consent = {
  callId: string | null;
  receivedAtMs: number;
  debtIds: readonly string[] | null;
  /** The consumer's own narrower period, as local dates: `call me back on Monday`. */
  usable: { from: string; until: string } | null;
  revokedAtMs: number | null;
};

export type ContactHistory = {
  attempts: readonly Attempt[];
  conversations: readonly Conversation[];
  consents: readonly Consent[];
  /** Debts about which there has been a communication before, at any time. */
  communicatedDebtIds: readonly string[];
};

export type ContactFacts = {
  action: ContactAction;
  actor: ContactActor;
  person: ContactPerson | null;
  endpoint: ContactEndpoint;
  location: LocationFacts;
  /** Every debt of the person that is known, of this account or another. */
  debts: readonly Debt[];
  history: ContactHistory;
};
