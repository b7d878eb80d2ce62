/**
 * What a purge took out of the chains of decisions: one signed row for each run of links (docs/adr/0009). It says where the
 * run began and ended and which hashes stood on either side, so that the walk steps over it and goes on.
 */
import { type Selectable, sql } from 'kysely';
import { hashOfRecord } from '../../db/hash-chain.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { ComplianceTables } from './compliance.tables.ts';
import type { DecisionRow } from './decisions.store.ts';
import type { SealSigner, SealVerifier } from './seal-key.ts';

export type Removal = Selectable<ComplianceTables['decision_removals']>;

/** Every run that was taken out of an agent's chain, in order. */
export const findRemovals = (database: TenantDatabase, agentId: string): Promise<Removal[]> =>
  database
    .selectFrom('decision_removals')
    .selectAll()
    .where('agent_id', '=', agentId)
    .orderBy('first_sequence')
    .execute();

type Link = Pick<DecisionRow, 'organization_id' | 'agent_id' | 'sequence' | 'previous_hash' | 'hash'>;

/**
 * Removes a run of links that follow each other in one chain, and leaves the signed row.
 * @returns why the database refused, in plain words; null when they are gone. A refusal changes nothing.
 */
export async function removeLinks(
  database: TenantDatabase,
  links: readonly Link[],
  { purgeId, at, signer }: { purgeId: string; at: string; signer: SealSigner },
): Promise<string | null> {
  const first = links[0];
  const last = links.at(-1);
  if (!first || !last) return null;
  const record = {
    organization_id: first.organization_id,
    agent_id: first.agent_id,
    first_sequence: first.sequence,
    last_sequence: last.sequence,
    previous_hash: first.previous_hash,
    last_hash: last.hash,
    purge_id: purgeId,
    at,
    key_id: signer.keyId,
  };
  const hash = hashOfRecord(record);
  const removal: Removal = { ...record, hash, signature: signer.sign(hash) };
  const { rows } = await sql<{ why: string | null }>`
    select deskline_purge_decisions(${purgeId}, ${JSON.stringify(removal)}::jsonb) as why`.execute(database);
  return rows[0]?.why ?? null;
}

/** What is wrong with the row that stands for removed links; undefined when it can be believed. */
export function faultOfRemoval(removal: Removal, verifiers: readonly SealVerifier[]): string | undefined {
  const { hash, signature, ...record } = removal;
  if (hashOfRecord(record) !== hash) return 'what it says is not what was signed.';
  const verifier = verifiers.find(({ keyId }) => keyId === removal.key_id);
  if (!verifier) return `it was signed with the key ${removal.key_id}, which was not given; so it proves nothing.`;
  return verifier.verify(hash, signature) ? undefined : 'its signature is false: somebody without the key made it.';
}
