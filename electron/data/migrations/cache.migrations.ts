import type { Migration } from '../open-database.ts';

export const cacheMigrations: readonly Migration[] = [
  {
    name: '0001-documents',
    up: (database) => {
      database.exec(`
        create table documents (
          user_id text not null,
          name text not null,
          as_of text not null,
          payload blob not null,
          primary key (user_id, name)
        ) strict;
      `);
    },
  },
];
