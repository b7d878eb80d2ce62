/**
 * Dial permits: what an outbound INVITE must carry. A permit is bound to call, agent, number and caller id, lives for at
 * most a minute, and passes once.
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
export type DialPermitClaims = PermitClaims & z.output<typeof claimsSchema>;

export type DialPermits = {
  /** Signs a permit that ends at `expiresAtMs`, to the second below. */
  issue(terms: PermitTerms, expiresAtMs: number): Promise<{ permit: string; expiresAt: string }>;
  verify(permit: string): Promise<PermitVerdict<DialPermitClaims>>;
};

const typ = 'dial-permit+jwt';
const claimsSchema = z.object({ agent: z.string(), number: z.string(), caller_id: z.string() });

export const createDialPermits = (signer: PermitSigner): DialPermits => ({
  issue: ({ callId, agent, phoneNumber, callerId, organizationId }, expiresAtMs) =>
    signer.issue(
      typ,
      { sub: callId, organizationId, claims: { agent, number: phoneNumber, caller_id: callerId } },
      expiresAtMs,
    ),
  verify: (permit) => signer.verify(typ, permit, claimsSchema),
});
