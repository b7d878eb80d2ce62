/**
 * Supervision permits: what an INVITE to `supervise-<agent>` must carry. A permit is bound to the SIP users of supervisor
 * and agent, lives for at most a minute, and passes once.
 */
import { z } from 'zod';
import type { PermitClaims, PermitSigner, PermitVerdict } from '../../integrations/pbx/permits.ts';

export type SupervisionPermitClaims = PermitClaims & z.output<typeof claimsSchema>;

export type SupervisionPermits = {
  /** Signs a permit that ends at `expiresAtMs`, to the second below. */
  issue(
    terms: { supervisionId: string; organizationId: string; supervisor: string; agent: string },
    expiresAtMs: number,
  ): Promise<{ permit: string; expiresAt: string }>;
  verify(permit: string): Promise<PermitVerdict<SupervisionPermitClaims>>;
};

const typ = 'supervision-permit+jwt';
const claimsSchema = z.object({ supervisor: z.string(), agent: z.string() });

export const createSupervisionPermits = (signer: PermitSigner): SupervisionPermits => ({
  issue: ({ supervisionId, organizationId, supervisor, agent }, expiresAtMs) =>
    signer.issue(typ, { sub: supervisionId, organizationId, claims: { supervisor, agent } }, expiresAtMs),
  verify: (permit) => signer.verify(typ, permit, claimsSchema),
});
