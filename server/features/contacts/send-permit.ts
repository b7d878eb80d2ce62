/**
 * Send permits: what whoever carries a message must hold. A permit is bound to message, channel and address, lives for at
 * most a minute, and passes once.
 */
import { z } from 'zod';
import type { PermitClaims, PermitSigner, PermitVerdict } from '../../integrations/pbx/permits.ts';

export type SendPermitTerms = { contactId: string; channel: string; address: string; organizationId: string };
export type SendPermitClaims = PermitClaims & z.output<typeof claimsSchema>;

export type SendPermits = {
  /** Signs a permit that ends at `expiresAtMs`, to the second below. */
  issue(terms: SendPermitTerms, expiresAtMs: number): Promise<{ permit: string; expiresAt: string }>;
  verify(permit: string): Promise<PermitVerdict<SendPermitClaims>>;
};

const typ = 'send-permit+jwt';
const claimsSchema = z.object({ channel: z.string(), address: z.string() });

export const createSendPermits = (signer: PermitSigner): SendPermits => ({
  issue: ({ contactId, channel, address, organizationId }, expiresAtMs) =>
    signer.issue(typ, { sub: contactId, organizationId, claims: { channel, address } }, expiresAtMs),
  verify: (permit) => signer.verify(typ, permit, claimsSchema),
});
