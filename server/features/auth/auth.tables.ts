import type { Moment, Tenant } from '../../db/platform.tables.ts';

export type AuthTables = {
  sessions: {
    id: string;
    organization_id: Tenant;
    user_id: string;
    device_name: string;
    /** RFC 7638 thumbprint of the device's key; null for a session without refresh. */
    device_thumbprint: string | null;
    created_at: Moment;
    last_used_at: Moment;
    expires_at: Moment;
    ended_at: Moment | null;
    ended_reason: string | null;
  };
  refresh_tokens: {
    /** SHA-256 of the token, base64url; the token itself is kept nowhere. */
    token_hash: string;
    organization_id: Tenant;
    session_id: string;
    created_at: Moment;
    used_at: Moment | null;
    successor_hash: string | null;
  };
  dpop_proofs: { jti_hash: string; organization_id: Tenant; seen_at: Moment };
  sign_in_locks: {
    organization_id: Tenant;
    /** SHA-256 of the e-mail address: also kept for addresses nobody has. */
    email_hash: string;
    failures: number;
    last_failed_at: Moment;
    locked_until: Moment | null;
  };
};
