import type { Migration } from '../open-database.ts';

/** Payloads and problems are sealed (data/sealed.ts); the rest says nothing about a person. Times are ISO 8601 UTC. */
export const outboxMigrations: readonly Migration[] = [
  {
    name: '0001-items-drafts-calls',
    up: (database) => {
      database.exec(`
        create table items (
          sequence integer primary key autoincrement,
          id text not null unique,
          user_id text,
          kind text not null,
          record_key text not null,
          priority integer not null,
          call_id text,
          saved_at text not null,
          parked_at text,
          key_id text not null,
          payload blob not null,
          problem blob
        ) strict;
        create table drafts (
          call_id text primary key,
          user_id text not null,
          saved_at text not null,
          key_id text not null,
          payload blob not null
        ) strict;
        create table open_calls (
          call_id text primary key,
          user_id text not null,
          state text not null check (state in ('live', 'wrap-up')),
          saved_at text not null,
          key_id text not null,
          payload blob not null
        ) strict;
      `);
    },
  },
  {
    name: '0002-history-choices-self-test',
    up: (database) => {
      database.exec(`
        create table call_history (
          call_id text primary key,
          user_id text not null,
          started_at text not null,
          key_id text not null,
          payload blob not null
        ) strict;
        create index call_history_by_person on call_history (user_id, started_at);
        create table agent_choices (
          user_id text primary key,
          session_id text not null,
          state text not null,
          reason text
        ) strict;
        create table self_test (
          id integer primary key check (id = 1),
          tested_at text not null
        ) strict;
      `);
    },
  },
];
