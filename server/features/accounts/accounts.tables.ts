import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { accountStatuses, phoneKinds } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

type OptionalMoment = ColumnType<string | null, string | Date | null | undefined, string | Date | null>;
/** Set by the database when it is not given. */
type CreatedMoment = ColumnType<string, string | Date | undefined, string | Date>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type AccountStatus = (typeof accountStatuses)[number];
type PhoneKind = (typeof phoneKinds)[number];
/** A promise whose day has passed is a broken one; that is found when it is read. */
export type NextActionReason = 'callback' | 'promise-due';
export type TimelineKind = 'call' | 'disposition' | 'note' | 'notice' | 'payment';

export type ConsumersTable = {
  organization_id: Tenant;
  id: string;
  full_name: string;
  /** `full_name` in lower case without accents, for sorting and prefix search. */
  name_key: GeneratedAlways<string>;
  /** BCP 47: `en`, `es`. */
  preferred_language: Generated<string>;
  /** Where the consumer said to be now, and when; replaces all other zones while fresh. */
  stated_zone: Optional<string>;
  stated_zone_at: OptionalMoment;
  /** Whether anything was communicated before: decides which disclosure the script needs (12 CFR 1006.18(e)). */
  has_prior_communication: Generated<boolean>;
  created_at: CreatedMoment;
  updated_at: CreatedMoment;
};

/** Filled by a trigger; never written by code. */
export type ConsumerSearchTermsTable = { organization_id: Tenant; term: string; consumer_id: string };

export type ConsumerPhoneNumbersTable = {
  organization_id: Tenant;
  id: string;
  consumer_id: string;
  /** E.164. */
  phone_number: string;
  phone_number_reversed: GeneratedAlways<string>;
  kind: PhoneKind;
  status: Generated<'active' | 'wrong' | 'disconnected'>;
  valid_from: CreatedMoment;
  /** Exclusive; null while it is theirs. */
  valid_to: OptionalMoment;
  created_at: CreatedMoment;
};

export type ConsumerAddressesTable = {
  organization_id: Tenant;
  id: string;
  consumer_id: string;
  lines: string;
  city: string;
  /** Two-letter USPS code. */
  region: string;
  postal_code: string;
  valid_from: CreatedMoment;
  valid_to: OptionalMoment;
  created_at: CreatedMoment;
};

export type AccountsTable = {
  organization_id: Tenant;
  id: string;
  consumer_id: string;
  reference: string;
  status: Generated<AccountStatus>;
  /** Null: anybody's work. */
  assigned_agent_id: Optional<string>;
  /** Sum of the debts' balances, kept by a trigger. */
  balance_cents: ColumnType<number, never, never>;
  /** Grows with each change of the account. */
  version: Generated<number>;
  /** When the account was last worked on: the last call that was dispositioned. */
  last_contact_at: OptionalMoment;
  next_action_at: OptionalMoment;
  next_action_reason: Optional<NextActionReason>;
  created_at: CreatedMoment;
  updated_at: CreatedMoment;
};

export type DebtsTable = {
  organization_id: Tenant;
  id: string;
  account_id: string;
  consumer_id: string;
  reference: string;
  original_creditor: string;
  current_creditor: string;
  balance_cents: number;
  principal_cents: number;
  /** 12 CFR 1006.34(b)(3); a calendar date `YYYY-MM-DD`. */
  itemization_on: Optional<string>;
  status: Generated<AccountStatus>;
  /** Receipt of a written cease notice (12 CFR 1006.6(c)). */
  ceased_at: OptionalMoment;
  created_at: CreatedMoment;
  updated_at: CreatedMoment;
};

export type TimelineEntriesTable = {
  organization_id: Tenant;
  id: string;
  account_id: string;
  at: Moment;
  kind: TimelineKind;
  title: string;
  text: Generated<string>;
  agent_id: Optional<string>;
  call_id: Optional<string>;
  created_at: CreatedMoment;
};

/** Consumers, accounts and what belongs to them. */
export type AccountTables = {
  consumers: ConsumersTable;
  consumer_search_terms: ConsumerSearchTermsTable;
  consumer_phone_numbers: ConsumerPhoneNumbersTable;
  consumer_addresses: ConsumerAddressesTable;
  accounts: AccountsTable;
  debts: DebtsTable;
  timeline_entries: TimelineEntriesTable;
};
