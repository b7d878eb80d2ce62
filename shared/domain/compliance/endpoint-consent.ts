import type { EndpointConsent } from './facts/endpoint.ts';

/** Whether consent to a number or address stands: given, not revoked, and not past the end that the consumer set. */
export const standsAt = (
  { receivedAtMs, revokedAtMs, endsAtMs }: Pick<EndpointConsent, 'receivedAtMs' | 'revokedAtMs' | 'endsAtMs'>,
  atMs: number,
): boolean =>
  receivedAtMs <= atMs && (revokedAtMs === null || atMs < revokedAtMs) && (endsAtMs === null || atMs < endsAtMs);
