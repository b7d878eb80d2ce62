/** The functions of a purge, as SQL. Each looks at its tenant only; those with power belong to `deskline_purge`. */

export const purgeRole = 'deskline_purge';

/** What a purge can remove; everything of a call goes with it. */
export const removedTables = [
  'timeline_entries',
  'supervisions',
  'redeemed_permits',
  'promises',
  'call_dispositions',
  'call_events',
  'contact_ledger',
  'calls',
  'compliance_decisions',
] as const;

const ofCall = removedTables.filter((table) => !['timeline_entries', 'calls', 'compliance_decisions'].includes(table));

/** The accounts a record belongs to: its own, or all of its consumer when it names none. */
const accountsOf = `create function deskline_accounts_of(wanted_account text, wanted_consumer text) returns text[]
  language sql stable set search_path = public, pg_temp as $$
    select case when wanted_account is not null
      then array(select id from accounts
        where organization_id = current_setting('deskline.organization_id') and id = wanted_account)
      else array(select id from accounts
        where organization_id = current_setting('deskline.organization_id') and consumer_id = wanted_consumer)
      end $$`;

/** The last collection activity on any of these accounts (12 CFR 1006.100(a)); what names no account counts for each of its consumer's. */
const lastActivity = `create function deskline_last_activity(wanted text[]) returns timestamptz
  language sql stable set search_path = public, pg_temp as $$
    with mine as (
      select id, consumer_id, last_contact_at from accounts
      where organization_id = current_setting('deskline.organization_id') and id = any(wanted)),
    owed as (
      select array_agg(debts.id) as ids from debts
      where organization_id = current_setting('deskline.organization_id') and account_id = any(wanted)),
    called as (
      select id, started_at from calls
      where organization_id = current_setting('deskline.organization_id') and account_id = any(wanted)
      union all
      select id, started_at from calls
      where organization_id = current_setting('deskline.organization_id')
        and account_id is null and consumer_id in (select consumer_id from mine))
    select greatest(
      (select max(last_contact_at) from mine),
      (select max(started_at) from called),
      (select max(saved_at) from call_dispositions as said
        where said.organization_id = current_setting('deskline.organization_id') and said.call_id in (select id from called)),
      (select max(at) from timeline_entries
        where organization_id = current_setting('deskline.organization_id') and account_id = any(wanted)),
      (select max(at) from compliance_decisions
        where organization_id = current_setting('deskline.organization_id') and account_id = any(wanted)),
      (select max(at) from compliance_decisions
        where organization_id = current_setting('deskline.organization_id')
          and account_id is null and consumer_id in (select consumer_id from mine)),
      (select max(recorded_at) from message_ledger as message
        where message.organization_id = current_setting('deskline.organization_id') and message.account_id = any(wanted)),
      (select max(received_at) from disputes as dispute
        where dispute.organization_id = current_setting('deskline.organization_id') and dispute.account_id = any(wanted)),
      (select max(placed_at) from contact_ledger as ledger
        where ledger.organization_id = current_setting('deskline.organization_id')
          and ledger.consumer_id in (select consumer_id from mine)
          and ledger.debt_ids ?| (select ids from owed)))
  $$`;

const isHeld = `create function deskline_is_held(wanted_consumer text, wanted_accounts text[], wanted_call text) returns boolean
  language sql stable set search_path = public, pg_temp as $$
    select exists (
      select 1 from legal_holds as hold
      where hold.organization_id = current_setting('deskline.organization_id')
        and not exists (select 1 from legal_hold_lifts as lift
          where lift.organization_id = hold.organization_id and lift.hold_id = hold.id)
        and (hold.scope = 'organization'
          or (hold.scope = 'call' and hold.subject_id = wanted_call)
          or (hold.scope = 'account' and hold.subject_id = any(wanted_accounts))
          or (hold.scope = 'consumer' and (hold.subject_id = wanted_consumer or hold.subject_id in (
            select consumer_id from accounts
            where organization_id = hold.organization_id and id = any(wanted_accounts)))))) $$`;

/** Why a record may not go, by what the database itself knows; null when nothing keeps it. */
const whyKept = `create function deskline_why_kept(made timestamptz, wanted_consumer text, wanted_account text, wanted_call text)
  returns text language plpgsql stable set search_path = public, pg_temp as $$
  declare
    accounts text[] := deskline_accounts_of(wanted_account, wanted_consumer);
    three_years_ago timestamptz := now() - interval '3 years';
  begin
    if deskline_is_held(wanted_consumer, accounts, wanted_call) then
      return 'A legal hold keeps it.';
    end if;
    if made is null or made >= three_years_ago
      or coalesce(deskline_last_activity(accounts), 'infinity') >= three_years_ago then
      return 'Three years are not over by the clock of the database.';
    end if;
    return null;
  end $$`;

const purgeRecord = `create function deskline_purge_record(wanted_purge text, wanted_kind text, wanted_id text) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    tenant text := current_setting('deskline.organization_id');
    made timestamptz; whose text; account text; call text; why text;
  begin
    if not exists (
      select 1 from purge_runs as run join purge_items as item using (organization_id, purge_id)
      where run.organization_id = tenant and run.purge_id = wanted_purge
        and item.kind = wanted_kind and item.record_id = wanted_id) then
      return 'It was not in the dry run.';
    end if;
    if wanted_kind = 'call' then
      select started_at, consumer_id, account_id, id into made, whose, account, call
        from calls where organization_id = tenant and id = wanted_id for update;
    elsif wanted_kind = 'timeline-entry' then
      select at, null, account_id, call_id into made, whose, account, call
        from timeline_entries where organization_id = tenant and id = wanted_id for update;
    end if;
    if made is null then return 'It is not there any more.'; end if;
    why := deskline_why_kept(made, whose, account, call);
    if why is not null then return why; end if;
    begin
      if wanted_kind = 'call' then
        ${ofCall.map((table) => `delete from ${table} where organization_id = tenant and call_id = wanted_id;`).join('\n        ')}
        delete from calls where organization_id = tenant and id = wanted_id;
      else
        delete from timeline_entries where organization_id = tenant and id = wanted_id;
      end if;
    exception when foreign_key_violation then
      return 'Another record still refers to it.';
    end;
    return null;
  end $$`;

/**
 * Removes one run of links of an agent's chain and leaves the signed row that says so. The end of a chain as the last seal
 * names it is never removed: the next decision follows it, and the next seal looks for it.
 */
const purgeDecisions = `create function deskline_purge_decisions(wanted_purge text, removal jsonb) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    tenant text := current_setting('deskline.organization_id');
    gap decision_removals := jsonb_populate_record(null::decision_removals, removal);
    link record; found_links bigint := 0; sealed_to bigint; why text;
  begin
    if gap.organization_id is distinct from tenant or gap.purge_id is distinct from wanted_purge then
      return 'The signed row is about something else.';
    end if;
    select (head ->> 'sequence')::bigint into sealed_to
      from (select heads from decision_seals where organization_id = tenant order by sequence desc limit 1) as last,
        jsonb_array_elements(last.heads) as head
      where head ->> 'agent_id' = gap.agent_id;
    if sealed_to is null or gap.last_sequence >= sealed_to then return 'It is not before a sealed end of its chain.'; end if;
    for link in
      select * from compliance_decisions where organization_id = tenant and agent_id = gap.agent_id
        and sequence between gap.first_sequence and gap.last_sequence order by sequence
    loop
      found_links := found_links + 1;
      if not exists (
        select 1 from purge_runs as run join purge_items as item using (organization_id, purge_id)
        where run.organization_id = tenant and run.purge_id = wanted_purge
          and item.kind = 'decision' and item.record_id = link.id) then
        return 'It was not in the dry run.';
      end if;
      if (link.sequence = gap.first_sequence and link.previous_hash is distinct from gap.previous_hash)
        or (link.sequence = gap.last_sequence and link.hash is distinct from gap.last_hash) then
        return 'The signed row does not fit the chain.';
      end if;
      why := deskline_why_kept(link.at, link.consumer_id, link.account_id, link.call_id);
      if why is not null then return why; end if;
    end loop;
    if found_links <> gap.last_sequence - gap.first_sequence + 1 then return 'It is not there any more.'; end if;
    begin
      delete from compliance_decisions where organization_id = tenant and agent_id = gap.agent_id
        and sequence between gap.first_sequence and gap.last_sequence;
      insert into decision_removals select gap.*;
    exception when foreign_key_violation then
      return 'Another record still refers to it.';
    end;
    return null;
  end $$`;

export const purgeFunctions = [
  { signature: 'deskline_accounts_of(text, text)', body: accountsOf, isPowerful: false },
  { signature: 'deskline_last_activity(text[])', body: lastActivity, isPowerful: false },
  { signature: 'deskline_is_held(text, text[], text)', body: isHeld, isPowerful: false },
  { signature: 'deskline_why_kept(timestamptz, text, text, text)', body: whyKept, isPowerful: false },
  { signature: 'deskline_purge_record(text, text, text)', body: purgeRecord, isPowerful: true },
  { signature: 'deskline_purge_decisions(text, jsonb)', body: purgeDecisions, isPowerful: true },
] as const;
