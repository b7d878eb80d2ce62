/**
 * Proves the chains of decisions and their seals, from the database alone.
 *
 * Promise: every change to a decision or seal, one taken out, put in or moved, and a cut end that a seal covers, is found;
 * each chain's first bad link is named. What it cannot find: an end that was cut before any seal covered it, and last seals
 * cut together with what they alone covered, unless the hash of one of them is known from elsewhere.
 *
 * Links that a purge took out are stepped over where a signed row says so; such a row that was changed, forged, or stands
 * where nothing is missing, is a flaw.
 *
 * Seals are read before chains, so that decisions made in the meantime raise no alarm.
 */
import type { DatabaseDoor } from '../../db/database.ts';
import { chainBeginning, hashOfRecord } from '../../db/hash-chain.ts';
import { type DecisionRow, findLinks, isIntact } from './decisions.store.ts';
import { faultOfRemoval, findRemovals, type Removal } from './removals.store.ts';
import type { SealVerifier } from './seal-key.ts';
import { findChains, findSeals, type Seal } from './seals.store.ts';

export type Flaw = {
  organizationId: string;
  /** Null: it is about a seal. */
  agentId: string | null;
  /** Place of the first bad link in its chain. */
  sequence: number;
  /** Of the decision at that place, when there is one. */
  decisionId: string | null;
  /** What is wrong, in plain words. */
  sentence: string;
};

export type VerifyReport = {
  organizations: number;
  chains: number;
  decisions: number;
  /** Decisions that purges took out, each with a signed row that says so. */
  removed: number;
  seals: number;
  /** Decisions that no seal covers yet. */
  unsealed: number;
  /** The last seal of each organization, to be kept elsewhere. */
  lastSeals: { organizationId: string; sequence: number; at: string; hash: string }[];
  flaws: Flaw[];
};

export type VerifyOptions = {
  database: Pick<DatabaseDoor, 'withTenant' | 'listOrganizationIds'>;
  verifiers: readonly SealVerifier[];
  /** Hashes of seals that are known from elsewhere and must be there. */
  knownSeals?: readonly string[];
  /** Links per query. */
  pageSize?: number;
};

/** What seals say of a place in a chain: its hash, and the first seal that says so. */
type SealedPlaces = Map<number, { hash: string; seal: Seal }>;
type Sealed = { byAgent: Map<string, SealedPlaces>; last: Seal | undefined; count: number; hashes: Set<string> };

const pageSizeOfSeals = 50;

/** Walks everything. Changes nothing. */
export async function verifyDecisions(options: VerifyOptions): Promise<VerifyReport> {
  const report: VerifyReport = {
    organizations: 0,
    chains: 0,
    decisions: 0,
    removed: 0,
    seals: 0,
    unsealed: 0,
    lastSeals: [],
    flaws: [],
  };
  const missing = new Set(options.knownSeals);
  for (const organizationId of await options.database.listOrganizationIds()) {
    report.organizations += 1;
    const sealed = await walkSeals(options, organizationId, report);
    for (const hash of sealed.hashes) missing.delete(hash);
    await walkChains(options, organizationId, sealed, report);
  }
  for (const hash of missing)
    report.flaws.push({
      organizationId: '',
      agentId: null,
      sequence: 0,
      decisionId: null,
      sentence: `There is no seal ${hash}, though it is known from elsewhere: seals were cut off or replaced.`,
    });
  return report;
}

async function walkSeals(options: VerifyOptions, organizationId: string, report: VerifyReport): Promise<Sealed> {
  const sealed: Sealed = { byAgent: new Map(), last: undefined, count: 0, hashes: new Set() };
  const { database, verifiers, knownSeals = [] } = options;
  for (;;) {
    const after = sealed.last?.sequence ?? Number.MIN_SAFE_INTEGER;
    const seals = await database.withTenant(organizationId, (tenant) => findSeals(tenant, after, pageSizeOfSeals));
    for (const seal of seals) {
      const fault = faultOfSeal(seal, sealed.last, verifiers);
      if (fault !== undefined) {
        const sentence = `Seal ${seal.sequence} of ${seal.at}: ${fault}`;
        report.flaws.push({ organizationId, agentId: null, sequence: seal.sequence, decisionId: null, sentence });
        return sealed;
      }
      sealed.last = seal;
      sealed.count += 1;
      report.seals += 1;
      if (knownSeals.includes(seal.hash)) sealed.hashes.add(seal.hash);
      noteHeads(sealed, seal);
    }
    if (seals.length < pageSizeOfSeals) break;
  }
  const { last } = sealed;
  if (last) report.lastSeals.push({ organizationId, sequence: last.sequence, at: last.at, hash: last.hash });
  return sealed;
}

function faultOfSeal(seal: Seal, last: Seal | undefined, verifiers: readonly SealVerifier[]): string | undefined {
  const expected = (last?.sequence ?? 0) + 1;
  if (seal.sequence !== expected) return `seal ${expected} is missing before it.`;
  if (seal.previous_hash !== (last?.hash ?? chainBeginning)) return 'it does not follow the seal before it.';
  const { hash, signature, ...record } = seal;
  if (hashOfRecord(record) !== hash) return 'what it says is not what was sealed.';
  const verifier = verifiers.find(({ keyId }) => keyId === seal.key_id);
  if (!verifier) return `it was signed with the key ${seal.key_id}, which was not given; so it proves nothing.`;
  return verifier.verify(hash, signature) ? undefined : 'its signature is false: somebody without the key made it.';
}

function noteHeads(sealed: Sealed, seal: Seal): void {
  for (const { agent_id: agentId, sequence, hash } of seal.heads) {
    const places: SealedPlaces = sealed.byAgent.get(agentId) ?? new Map();
    if (!places.has(sequence)) places.set(sequence, { hash, seal });
    sealed.byAgent.set(agentId, places);
  }
}

async function walkChains(
  options: VerifyOptions,
  organizationId: string,
  sealed: Sealed,
  report: VerifyReport,
): Promise<void> {
  const chains = await options.database.withTenant(organizationId, findChains);
  const names = new Map(chains.map((chain) => [chain.agent_id, chain.full_name]));
  // An agent whose whole chain is gone is known from the seals alone.
  const agentIds = [...new Set([...names.keys(), ...sealed.byAgent.keys()])].toSorted();
  for (const agentId of agentIds) {
    report.chains += 1;
    const places: SealedPlaces = sealed.byAgent.get(agentId) ?? new Map();
    const flaw = await walkChain(options, { organizationId, agentId }, places, report);
    if (!flaw) continue;
    const name = names.get(agentId) ?? agentId;
    report.flaws.push({ organizationId, agentId, ...flaw, sentence: `Decisions of ${name}: ${flaw.sentence}` });
  }
}

/** How far a chain has been walked. */
type Place = Pick<DecisionRow, 'sequence' | 'hash'>;
type ChainFlaw = Pick<Flaw, 'sequence' | 'decisionId' | 'sentence'>;

/** The first bad link of one chain; undefined when it holds. */
async function walkChain(
  { database, verifiers, pageSize = 500 }: VerifyOptions,
  { organizationId, agentId }: { organizationId: string; agentId: string },
  places: SealedPlaces,
  report: VerifyReport,
): Promise<ChainFlaw | undefined> {
  const removals = await database.withTenant(organizationId, (tenant) => findRemovals(tenant, agentId));
  for (const removal of removals) {
    const fault = faultOfRemoval(removal, verifiers);
    if (fault !== undefined) return flawOfRemoval(removal, fault);
  }
  let last: Place | undefined;
  const sealedTo = Math.max(0, ...places.keys());
  for (;;) {
    const after = last?.sequence ?? Number.MIN_SAFE_INTEGER;
    const links = await database.withTenant(organizationId, (tenant) => findLinks(tenant, agentId, after, pageSize));
    for (const { is_exact: isExact, ...link } of links) {
      for (let gap = removals[0]; gap && begins(gap, last); gap = removals[0]) {
        const fault = faultBySeal({ sequence: gap.last_sequence, hash: gap.last_hash }, places);
        if (fault !== undefined) return flawOfRemoval(gap, fault);
        report.removed += gap.last_sequence - gap.first_sequence + 1;
        last = { sequence: gap.last_sequence, hash: gap.last_hash };
        removals.shift();
      }
      const fault = faultOfLink(link, isExact, last) ?? faultBySeal(link, places);
      if (fault !== undefined)
        return {
          sequence: link.sequence,
          decisionId: link.id,
          sentence: `link ${link.sequence} (${link.id}): ${fault}`,
        };
      last = link;
      report.decisions += 1;
      if (link.sequence > sealedTo) report.unsealed += 1;
    }
    if (links.length < pageSize) break;
  }
  const [idle] = removals;
  if (idle) return flawOfRemoval(idle, 'it does not stand where links of the chain are missing.');
  const end = last?.sequence ?? 0;
  if (end >= sealedTo) return undefined;
  const witness = places.get(sealedTo)?.seal;
  const gone = sealedTo - end === 1 ? 'the last one is' : `the last ${sealedTo - end} are`;
  const sentence = `link ${end + 1}: the chain ends at ${end}, but seal ${witness?.sequence} of ${witness?.at} covers ${sealedTo}; ${gone} missing.`;
  return { sequence: end + 1, decisionId: null, sentence };
}

/** Whether a removed run follows the place reached. */
const begins = (gap: Removal, last: Place | undefined): boolean =>
  gap.first_sequence === (last?.sequence ?? 0) + 1 && gap.previous_hash === (last?.hash ?? chainBeginning);

function flawOfRemoval({ first_sequence: first, last_sequence: to }: Removal, fault: string): ChainFlaw {
  const sentence = `the row that says that links ${first} to ${to} were purged: ${fault}`;
  return { sequence: first, decisionId: null, sentence };
}

function faultOfLink(link: DecisionRow, isExact: boolean, last: Place | undefined): string | undefined {
  const expected = (last?.sequence ?? 0) + 1;
  if (link.sequence !== expected) return `link ${expected} is missing before it.`;
  if (!isIntact(link) || !isExact) return 'what it says is not what was stored: it was changed.';
  return link.previous_hash === (last?.hash ?? chainBeginning) ? undefined : 'it does not follow the link before it.';
}

function faultBySeal(link: Place, places: SealedPlaces): string | undefined {
  const sealed = places.get(link.sequence);
  if (!sealed || sealed.hash === link.hash) return undefined;
  const { sequence, at } = sealed.seal;
  return `seal ${sequence} of ${at} names another decision here: this one or an earlier one was replaced.`;
}
