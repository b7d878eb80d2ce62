/**
 * What binds a call that came in while the server cannot be asked about it. Nothing is known of the caller, and what is not known
 * counts as the strictest: the full notice, and everybody's consent to the recording.
 */
import type { Obligation } from '../../../shared/contracts/compliance/decision.ts';
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import { factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { allPacks } from '../../../shared/domain/compliance/packs/all.ts';
import { federalCallFrequency } from '../../../shared/domain/compliance/packs/federal.ts';

/** Only the server knows under which name the organization answers. */
const actor = { agentName: '(your name)', organizationName: '(your company)' };

/** The obligations of every rule that ships in force, `atMs` being the moment, epoch milliseconds. */
export function strictestScript(atMs: number): readonly Obligation[] {
  const facts = factsSchema.parse({ action: { direction: 'inbound' }, actor, person: null });
  return evaluateContact({ packs: allPacks, shownCount: federalCallFrequency }, facts, atMs).obligations;
}
