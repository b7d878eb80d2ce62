/**
 * Dial permits: what an outbound INVITE must carry. A permit is bound to call, agent, number and caller id, lives for at
 * most a minute, and passes once.
 *
 * One that was reserved ahead lives longer and is a kind of its own: it is judged again when it is redeemed, so that an
 * exchange which only checks signatures must not take it for the other (docs/pbx.md).
 */
import { z } from 'zod';
import type { PermitClaims, PermitSigner, PermitVerdict } from '../../integrations/pbx/permits.ts';

export type PermitTerms = {
  callId: string;
  /** SIP user that may send the INVITE. */
  agent: string;
  /** E.164, both. */
  phoneNumber: string;
  callerId: string;
  organizationId: string;
};
export type DialPermitClaims = PermitClaims & z.output<typeof claimsSchema> & { isReserved: boolean };

export type DialPermits = {
  /** Signs a permit that ends at `expiresAtMs`, to the second below. */
  issue(terms: PermitTerms, expiresAtMs: number): Promise<{ permit: string; expiresAt: string }>;
  /** The same for a call that was reserved ahead. */
  issueReserved(terms: PermitTerms, expiresAtMs: number): Promise<{ permit: string; expiresAt: string }>;
  verify(permit: string): Promise<PermitVerdict<DialPermitClaims>>;
};

const typ = 'dial-permit+jwt';
const reservedTyp = 'reserved-dial-permit+jwt';
const claimsSchema = z.object({ agent: z.string(), number: z.string(), caller_id: z.string() });

const issueAs = (signer: PermitSigner, kind: string, terms: PermitTerms, expiresAtMs: number) =>
  signer.issue(
    kind,
    {
      sub: terms.callId,
      organizationId: terms.organizationId,
      claims: { agent: terms.agent, number: terms.phoneNumber, caller_id: terms.callerId },
    },
    expiresAtMs,
  );

async function verifyAs(signer: PermitSigner, kind: string, permit: string): Promise<PermitVerdict<DialPermitClaims>> {
  const verdict = await signer.verify(kind, permit, claimsSchema);
  return 'claims' in verdict ? { claims: { ...verdict.claims, isReserved: kind === reservedTyp } } : verdict;
}

export const createDialPermits = (signer: PermitSigner): DialPermits => ({
  issue: (terms, expiresAtMs) => issueAs(signer, typ, terms, expiresAtMs),
  issueReserved: (terms, expiresAtMs) => issueAs(signer, reservedTyp, terms, expiresAtMs),
  verify: async (permit) => {
    const verdict = await verifyAs(signer, typ, permit);
    // Of another kind, or none at all.
    return 'fault' in verdict && verdict.fault === 'malformed' ? verifyAs(signer, reservedTyp, permit) : verdict;
  },
});
