/**
 * Consumers, their accounts and debts, how they can be reached, and what happened on each account.
 *
 * Under row level security Postgres uses an index only for conditions made of leak-proof operators. `LIKE`, text search
 * and functions such as `lower()` are not; plain comparisons of columns are. So everything that is searched by its
 * beginning is a stored column with the C collation, compared as a range (`value >= 'smi' and value < 'smj'`).
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isolateTable, type Migrating } from '../tenant-table.ts';

/** Accents are folded here and not by a collation, so that a search means the same on every server's locale. */
const accented = 'ÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝáàâäãåçéèêëíìîïñóòôöõøúùûüýÿ';
const plain = 'AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy';

/** The tenant of a row, filled by itself; each key begins with it, so that no reference can cross organisations. */
const tenant = sql.raw(
  `organization_id text not null default current_setting('deskline.organization_id', true) references organizations (id)`,
);

const tables = [
  'consumers',
  'consumer_search_terms',
  'consumer_phone_numbers',
  'consumer_addresses',
  'accounts',
  'debts',
  'timeline_entries',
  'dnc_numbers',
] as const;

export const collections: Migration = {
  async up(database: Migrating) {
    await createConsumers(database);
    await createAccounts(database);
    await createDncNumbers(database);
    for (const table of tables)
      await isolateTable(database, table, 'organization_id', ['select', 'insert', 'update', 'delete']);
  },
};

async function createConsumers(database: Migrating): Promise<void> {
  await sql`
    create table consumers (
      ${tenant},
      id text not null,
      full_name text not null,
      name_key text collate "C" generated always as (
        lower(translate(full_name, ${sql.lit(accented)}, ${sql.lit(plain)}))
      ) stored,
      preferred_language text not null default 'en',
      stated_zone text,
      stated_zone_at timestamptz,
      has_prior_communication boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      check ((stated_zone is null) = (stated_zone_at is null))
    )`.execute(database);
  await sql`create index consumers_by_name on consumers (organization_id, name_key, id)`.execute(database);

  // Every word of every name, so that "gar" finds "Maria Lopez Garcia" by an index.
  await sql`
    create table consumer_search_terms (
      ${tenant},
      term text collate "C" not null,
      consumer_id text not null,
      primary key (organization_id, term, consumer_id),
      foreign key (organization_id, consumer_id) references consumers (organization_id, id) on delete cascade
    )`.execute(database);
  await sql`create index consumer_search_terms_by_consumer on consumer_search_terms (organization_id, consumer_id)`.execute(
    database,
  );
  await sql`
    create function keep_consumer_search_terms() returns trigger language plpgsql as $$
    begin
      delete from consumer_search_terms where organization_id = new.organization_id and consumer_id = new.id;
      insert into consumer_search_terms (organization_id, term, consumer_id)
        select distinct new.organization_id, word, new.id
        from regexp_split_to_table(new.name_key, '[[:space:][:punct:]]+') as word
        where word <> '';
      return null;
    end $$`.execute(database);
  await sql`
    create trigger consumers_keep_search_terms after insert or update of full_name on consumers
      for each row execute function keep_consumer_search_terms()`.execute(database);

  await sql`
    create table consumer_phone_numbers (
      ${tenant},
      id text not null,
      consumer_id text not null,
      phone_number text collate "C" not null check (phone_number ~ '^\\+[1-9][0-9]{1,14}$'),
      phone_number_reversed text collate "C" generated always as (reverse(phone_number)) stored,
      kind text not null check (kind in ('mobile', 'home', 'work', 'unknown')),
      status text not null default 'active' check (status in ('active', 'wrong', 'disconnected')),
      valid_from timestamptz not null default now(),
      valid_to timestamptz,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, consumer_id) references consumers (organization_id, id) on delete cascade,
      check (valid_to is null or valid_to > valid_from)
    )`.execute(database);
  await sql`create index consumer_phone_numbers_by_number on consumer_phone_numbers (organization_id, phone_number, consumer_id)`.execute(
    database,
  );
  await sql`create index consumer_phone_numbers_by_ending on consumer_phone_numbers (organization_id, phone_number_reversed)`.execute(
    database,
  );
  await sql`create index consumer_phone_numbers_by_consumer on consumer_phone_numbers (organization_id, consumer_id)`.execute(
    database,
  );

  await sql`
    create table consumer_addresses (
      ${tenant},
      id text not null,
      consumer_id text not null,
      lines text not null,
      city text not null,
      region text not null,
      postal_code text not null,
      valid_from timestamptz not null default now(),
      valid_to timestamptz,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, consumer_id) references consumers (organization_id, id) on delete cascade,
      check (valid_to is null or valid_to > valid_from)
    )`.execute(database);
  await sql`create index consumer_addresses_by_consumer on consumer_addresses (organization_id, consumer_id)`.execute(
    database,
  );
}

async function createAccounts(database: Migrating): Promise<void> {
  await sql`
    create table accounts (
      ${tenant},
      id text not null,
      consumer_id text not null,
      reference text collate "C" not null,
      status text not null default 'open'
        check (status in ('open', 'promise', 'disputed', 'ceased', 'paid', 'closed')),
      assigned_agent_id text references users (id),
      balance_cents bigint not null default 0,
      version integer not null default 1,
      last_contact_at timestamptz,
      next_action_at timestamptz,
      next_action_reason text check (next_action_reason in ('callback', 'promise-due')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, reference),
      foreign key (organization_id, consumer_id) references consumers (organization_id, id),
      check ((next_action_at is null) = (next_action_reason is null))
    )`.execute(database);
  await sql`create index accounts_by_consumer on accounts (organization_id, consumer_id)`.execute(database);
  await sql`create index accounts_by_balance on accounts (organization_id, balance_cents, id)`.execute(database);
  await sql`create index accounts_by_last_contact on accounts (organization_id, last_contact_at, id)`.execute(database);
  // The three ways into the queue: what is due, what is new, what rested longest.
  await sql`
    create index accounts_by_next_action on accounts (organization_id, assigned_agent_id, next_action_reason, next_action_at)
      where status in ('open', 'promise') and next_action_at is not null`.execute(database);
  await sql`
    create index accounts_by_rest on accounts (organization_id, assigned_agent_id, last_contact_at nulls first, id)
      where status in ('open', 'promise') and next_action_at is null`.execute(database);

  await sql`
    create table debts (
      ${tenant},
      id text not null,
      account_id text not null,
      consumer_id text not null,
      reference text collate "C" not null,
      original_creditor text not null,
      current_creditor text not null,
      balance_cents bigint not null,
      principal_cents bigint not null,
      itemization_on date,
      status text not null default 'open'
        check (status in ('open', 'promise', 'disputed', 'ceased', 'paid', 'closed')),
      ceased_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, reference),
      foreign key (organization_id, account_id) references accounts (organization_id, id),
      foreign key (organization_id, consumer_id) references consumers (organization_id, id)
    )`.execute(database);
  await sql`create index debts_by_account on debts (organization_id, account_id)`.execute(database);
  await sql`create index debts_by_consumer on debts (organization_id, consumer_id)`.execute(database);

  // An account's balance is the sum of its debts, kept beside it so that a million accounts sort by an index.
  await sql`
    create function keep_account_balance() returns trigger language plpgsql as $$
    declare
      changed record;
    begin
      changed := case when tg_op = 'DELETE' then old else new end;
      update accounts
        set balance_cents = (
          select coalesce(sum(debts.balance_cents), 0) from debts
          where debts.organization_id = changed.organization_id and debts.account_id = changed.account_id
        )
        where organization_id = changed.organization_id and id = changed.account_id;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger debts_keep_account_balance after insert or delete or update of balance_cents on debts
      for each row execute function keep_account_balance()`.execute(database);

  await sql`
    create table timeline_entries (
      ${tenant},
      id text not null,
      account_id text not null,
      at timestamptz not null,
      kind text not null check (kind in ('call', 'disposition', 'note', 'notice', 'payment')),
      title text not null,
      text text not null default '',
      agent_id text references users (id),
      call_id text,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, account_id) references accounts (organization_id, id)
    )`.execute(database);
  await sql`create index timeline_entries_by_account on timeline_entries (organization_id, account_id, at desc, id desc)`.execute(
    database,
  );
}

/** Numbers that must not be called; `expires_at` is null when the request has no end (12 CFR 1006.14(h)). */
async function createDncNumbers(database: Migrating): Promise<void> {
  await sql`
    create table dnc_numbers (
      ${tenant},
      phone_number text collate "C" not null check (phone_number ~ '^\\+[1-9][0-9]{1,14}$'),
      reason text not null,
      source text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      primary key (organization_id, phone_number)
    )`.execute(database);
}
