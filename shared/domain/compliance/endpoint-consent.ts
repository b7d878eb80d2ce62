import type { EndpointConsent } from './facts/endpoint.ts';

/** Whether consent to a number or address stands: given, not revoked, and not past the end that the consumer set. */
export const standsAt = (
  { receivedAtMs, revokedAtMs, endsAtMs }: Pick<EndpointConsent, 'receivedAtMs' | 'revokedAtMs' | 'endsAtMs'>,
  atMs: number,
): boolean =>
  receivedAtMs <= atMs && (revokedAtMs === null || atMs < revokedAtMs) && (endsAtMs === null || atMs < endsAtMs);

/**
 * Whether the consumer took back what they had agreed to by a medium, at a moment or later. Whoever wrote to us and did so since has
 * opted out of it (12 CFR 1006.6(d)(4)(i)(A), (5)(i)). One kind of message alone is the matter of the revocation itself (T-4).
 */
export const wasRevokedSince = (
  consents: readonly Pick<EndpointConsent, 'medium' | 'revokedAtMs' | 'revokedFor'>[],
  medium: EndpointConsent['medium'],
  sinceMs: number,
  nowMs: number,
): boolean =>
  consents.some(
    (each) =>
      each.medium === medium &&
      each.revokedFor === null &&
      each.revokedAtMs !== null &&
      each.revokedAtMs >= sinceMs &&
      each.revokedAtMs <= nowMs,
  );
