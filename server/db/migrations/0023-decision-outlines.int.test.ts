/** What the migration makes of older rows, on real PostgreSQL: the same as the code makes of new ones. */
import { randomBytes } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { violationsOfRecord } from '../../../shared/domain/compliance/call-record-violations.ts';
import { outlineOf } from '../../../shared/domain/compliance/decision-outline.ts';
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import { refusingFindings } from '../../../shared/domain/compliance/override.ts';
import { engineWith } from '../../../shared/domain/compliance/packs/all.ts';
import { randomFacts } from '../../../shared/domain/compliance/testing/random-facts.ts';
import { dispositionCodes, dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { seededRandom, testSeed } from '../../../shared/testing/seed.ts';
import { dropDatabase, withDatabase } from '../../testing/postgres.setup.ts';
import { migrateDatabase } from '../migrate.ts';
import { createOwnerPool, kyselyOver } from '../pool.ts';
import { migrations } from './index.ts';

const name = `deskline_outlines_${randomBytes(6).toString('hex')}`;
const connectionString = withDatabase(inject('postgresUrl'), name);
const random = seededRandom(testSeed('outlines'));
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

type Said = { code: string; at: string }[];
type Disposition = { callId: string; version: number; code: (typeof dispositionCodes)[number]['code']; said: Said };
const decisions = new Map<string, Decision & { id: string }>();
const channels = new Map<string, string>();
const decisionOfCall = new Map<string, Decision>();
const dispositions: Disposition[] = [];
const organization = createId();
const agent = createId();
const dayMs = 86_400_000;
const afternoon = Date.parse('2026-11-23T18:00:00Z');

/** Half of them late in the evening of New York, where calls come near the curfew. */
const momentAt = (): number =>
  afternoon + Math.floor(random() * 20) * dayMs + (random() < 0.5 ? 7 * 3_600_000 + random() * 3_600_000 : 0);

function makeDecision(): Decision & { id: string } {
  const nowMs = Math.round(momentAt());
  const facts = randomFacts(random, nowMs);
  const modes = random() < 0.5 ? { 'us-tcpa': 'shadow' as const, 'us-federal': 'enforce' as const } : {};
  const decision = { ...evaluateContact(engineWith(modes), facts, nowMs), id: createId() };
  const refusing = refusingFindings(decision.findings);
  const aside = { override_id: createId(), asked_by: 'A', reason: 'R', approvals: [] };
  channels.set(decision.id, facts.action.channel);
  return random() < 0.3 && refusing.length > 0
    ? { ...decision, set_aside: { ...aside, rules: refusing.map(({ pack_id, rule_id }) => ({ pack_id, rule_id })) } }
    : decision;
}

/** Near a limit and near the hour, which random facts seldom are. */
function nearer(decision: Decision & { id: string }): Decision & { id: string } {
  if (random() < 0.5) return decision;
  const findings = decision.findings.map((finding) =>
    random() < 0.1
      ? { ...finding, facts: { ...finding.facts, counted_contacts: pick([0, 1, 2, 7]), max_contacts: pick([1, 2, 3]) } }
      : finding,
  );
  const isAllowed = random() < 0.7;
  const harmless = findings.map((each) =>
    each.mode === 'enforce' && isAllowed ? { ...each, verdict: pick(['allow', 'require'] as const) } : each,
  );
  const zones = [{ zone: 'America/New_York', local_time: pick(['20:44', '20:45', '20:59', '21:00']), sources: [] }];
  return { ...decision, ...(isAllowed ? { verdict: 'require' as const } : {}), findings: harmless, zones };
}

/** What one rule asks for is asked for by a later one as well, which then is the one to name. */
function owedTwice(decision: Decision & { id: string }): Decision & { id: string } {
  const last = decision.findings.findLastIndex(({ mode }) => mode === 'enforce');
  const findings = decision.findings.map((each, index) =>
    index === last ? { ...each, obligations: [...each.obligations, ...decision.obligations] } : each,
  );
  return random() < 0.5 ? decision : { ...decision, findings };
}

async function fill(): Promise<void> {
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  await pool.query(
    `insert into organizations (id, name, caller_name, zone, created_at) values ($1, 'Old', 'Old', 'America/New_York', now())`,
    [organization],
  );
  await pool.query(
    `insert into users (organization_id, id, email, full_name, role, password_hash, sip_user, created_at)
     values ($1, $2, 'a@old.example', 'Old agent', 'agent', 'none', $2, now())`,
    [organization, agent],
  );
  for (let index = 0; index < 240; index += 1) {
    const decision = owedTwice(nearer(makeDecision()));
    decisions.set(decision.id, decision);
    const facts = { action: { channel: channels.get(decision.id) } };
    await pool.query(
      `insert into compliance_decisions (organization_id, id, at, call_id, agent_id, phone_number, verdict, decision, facts,
         sequence, previous_hash, hash)
       values ($1, $2, $3, $2, $4, '+12125550100', $5, $6, $7, $8, 'a', 'b')`,
      [organization, decision.id, decision.evaluated_at, agent, decision.verdict, decision, facts, index + 1],
    );
    if (index % 2 === 0) await addCall(pool, decision);
  }
  // Of a version that knew neither findings nor a channel.
  const bare = { id: createId(), decision: { z: 1 } };
  await pool.query(
    `insert into compliance_decisions (organization_id, id, at, call_id, agent_id, phone_number, verdict, decision, facts,
       sequence, previous_hash, hash)
     values ($1, $2, now(), $2, $3, '+12125550100', 'block', $4, '{}', 1000, 'a', 'b')`,
    [organization, bare.id, agent, bare.decision],
  );
  await pool.end();
}

async function addCall(pool: ReturnType<typeof createOwnerPool>, decision: Decision & { id: string }): Promise<void> {
  const callId = createId();
  decisionOfCall.set(callId, decision);
  const versions = 1 + Math.floor(random() * 2);
  await pool.query(
    `insert into calls (organization_id, id, direction, agent_id, phone_number, decision_id, started_at, connect_class,
       disposition_code, disposition_version) values ($1, $2, 'outbound', $3, '+12125550100', $4, $5, 'connected', 'busy', $6)`,
    [organization, callId, agent, decision.id, decision.evaluated_at, versions],
  );
  for (let version = 1; version <= versions; version += 1) {
    const owed = [...decision.obligations.map(({ code }) => code), 'right-party.confirm'];
    const said = owed
      .filter(() => random() < 0.6)
      .map((code) => ({ code, at: new Date(afternoon + Math.floor(random() * 4) * 1000).toISOString() }));
    const { code } = pick(dispositionCodes);
    dispositions.push({ callId, version, code, said });
    await pool.query(
      `insert into call_dispositions (organization_id, call_id, version, code, body, agent_id, saved_at, received_at)
       values ($1, $2, $3, $4, $5, $6, now(), now())`,
      [organization, callId, version, code, { disclosures: said }, agent],
    );
  }
}

/** Since then, an old debt is named to nobody but the right party either; rows of before were judged by what held then. */
const wasKnown = ({ kind, code }: { kind: string; code: string | null }): boolean =>
  kind !== 'disclosure-before-right-party' || code?.startsWith('mini-miranda.') === true;

/** What the code finds of one version, as the table keeps it. */
function expectedOf({ callId, version, code, said }: Disposition) {
  const decision = decisionOfCall.get(callId);
  const startedAtMs = Date.parse(decision?.evaluated_at ?? '');
  const found = violationsOfRecord({
    direction: 'outbound',
    startedAtMs,
    answeredAtMs: null,
    endedAtMs: null,
    permitExpiresAtMs: null,
    redeemedAtMs: null,
    disposition: {
      isRightParty: dispositionOf(code).rightParty,
      disclosures: said.map((each) => ({ code: each.code, atMs: Date.parse(each.at) })),
    },
    decision: {
      zones: [],
      isWithinHours: false,
      hours: [],
      obligations: (decision?.findings ?? [])
        .filter(({ mode }) => mode === 'enforce')
        .flatMap(({ obligations, rule_id: ruleId }) => obligations.map((each) => ({ ...each, ruleId }))),
    },
  });
  return found.filter(wasKnown).map((each) => [callId, version, each.code, each.kind, each.ruleId].join(' '));
}

let pool: ReturnType<typeof createOwnerPool>;
beforeAll(async () => {
  const maintenance = createOwnerPool({ connectionString: inject('postgresUrl'), maxConnections: 1 });
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  await runMigrations({ connectionString });
  const owner = createOwnerPool({ connectionString, maxConnections: 1 });
  const migrator = new Migrator({
    db: kyselyOver(owner),
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateTo('0022-retention');
  if (error !== undefined) throw new Error('Could not make the older schema', { cause: error });
  await owner.end();
  await fill();
  await migrateDatabase(connectionString);
  pool = createOwnerPool({ connectionString, maxConnections: 1 });
});
afterAll(async () => {
  await pool.end();
  await dropDatabase(inject('postgresUrl'), name);
});

describe('rows of before', () => {
  it('get the outline that the code gives them', async () => {
    const { rows } = await pool.query<Record<string, unknown> & { decision_id: string }>(
      'select decision_id, channel, outcome, rules, shadow_rules from decision_outlines',
    );
    const outlines = new Map(rows.map(({ decision_id: id, ...row }) => [id, row]));
    expect(rows).toHaveLength(decisions.size + 1);
    const seen = new Set<string>();
    for (const [id, decision] of decisions) {
      const { outcome, rules, shadowRules } = outlineOf(decision);
      expect(outlines.get(id)).toEqual({ channel: channels.get(id), outcome, rules, shadow_rules: shadowRules });
      seen.add(outcome);
      if (shadowRules.length > 0) seen.add('shadow');
    }
    expect([...seen].toSorted()).toEqual(['clear', 'near-miss', 'overridden', 'refused', 'shadow']);
  });

  it('of a shape that nobody knows any more are counted by what the row says', async () => {
    const { rows } = await pool.query('select * from decision_outlines where not decision_id = any($1)', [
      [...decisions.keys()],
    ]);
    expect(rows).toMatchObject([{ outcome: 'refused', channel: 'voice', rules: [], is_notable: true }]);
  });

  it('get the violations that the code finds, of each version of a disposition', async () => {
    const { rows } = await pool.query<{ row: string }>(
      `select concat_ws(' ', call_id, disposition_version, code, kind, rule_id) as row from disclosure_violations`,
    );
    const expected = dispositions.flatMap(expectedOf);
    expect(new Set(rows.map(({ row }) => row.split(' ')[3]))).toEqual(
      new Set(['disclosure-missed', 'disclosure-before-right-party', 'recording-not-announced']),
    );
    expect(rows.map(({ row }) => row).toSorted()).toEqual(expected.toSorted());
  });
});
