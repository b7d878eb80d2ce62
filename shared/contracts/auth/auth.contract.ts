/**
 * Signing in. A session is bound to the device by a DPoP proof (RFC 9449): the `DPoP` header of sign-in names the
 * device's public key, and a refresh without a proof by that same key is refused, so a stolen refresh token alone is
 * useless. Without a proof, sign-in gives an access token and no refresh token.
 */
import { z } from 'zod';
import { permissions, roles } from '../../domain/access/permissions.ts';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, momentSchema } from '../core/fields.ts';

export const meSchema = z.object({
  id: idSchema,
  email: z.string(),
  full_name: z.string(),
  role: z.enum(roles),
  permissions: z.array(z.enum(permissions)),
  organization: z.object({ id: idSchema, name: z.string(), is_practice: z.boolean() }),
  session: z.object({ id: idSchema, expires_at: momentSchema }),
});
export type Me = z.output<typeof meSchema>;

export const tokensSchema = z.object({
  access_token: z.string(),
  access_expires_at: momentSchema,
  refresh_token: z.string().nullable(),
  session_expires_at: momentSchema,
});
export type Tokens = z.output<typeof tokensSchema>;

export const sessionSchema = z.object({
  id: idSchema,
  device_name: z.string(),
  created_at: momentSchema,
  last_used_at: momentSchema,
  expires_at: momentSchema,
  is_current: z.boolean(),
});
export type Session = z.output<typeof sessionSchema>;

export const authEndpoints = defineEndpoints({
  signIn: {
    method: 'post',
    path: '/api/auth/signin',
    summary: 'Sign in with e-mail address and password',
    access: 'public',
    effect: 'write',
    audit: 'auth.signed-in',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({
      email: z.string().trim().toLowerCase().min(3).max(254),
      password: z.string().min(1).max(1024),
      device_name: z.string().trim().min(1).max(120).default('Unnamed device'),
    }),
    replies: { 200: z.object({ tokens: tokensSchema, me: meSchema }) },
    errors: ['auth/invalid-credentials', 'auth/locked-out', 'auth/wrong-device'],
  },
  refreshSession: {
    method: 'post',
    path: '/api/auth/refresh',
    summary: 'Exchange the refresh token for new tokens; needs a DPoP proof by the device that signed in',
    access: 'public',
    effect: 'write',
    audit: 'auth.session-refreshed',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    body: z.object({ refresh_token: z.string().min(20).max(512) }),
    replies: { 200: z.object({ tokens: tokensSchema, me: meSchema }) },
    errors: ['auth/session-ended', 'auth/refresh-reused', 'auth/wrong-device'],
  },
  signOut: {
    method: 'post',
    path: '/api/auth/signout',
    summary: 'End the current session',
    access: 'signed-in',
    effect: 'write',
    audit: 'auth.signed-out',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ ended: z.literal(true) }) },
    errors: [],
  },
  getMe: {
    method: 'get',
    path: '/api/auth/me',
    summary: 'Who is signed in, with role and permissions',
    access: 'signed-in',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: meSchema },
    errors: [],
  },
  listSessions: {
    method: 'get',
    path: '/api/auth/sessions',
    summary: "One's own open sessions",
    access: 'signed-in',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    replies: { 200: z.object({ sessions: z.array(sessionSchema) }) },
    errors: [],
  },
  endSession: {
    method: 'delete',
    path: '/api/auth/sessions/:id',
    summary: "End one of one's own sessions; with `user.session.end-any`, anybody's in the organisation",
    access: 'signed-in',
    effect: 'write',
    audit: 'auth.session-ended',
    idempotency: 'none',
    caller: 'desktop',
    offline: 'online',
    params: z.object({ id: idSchema }),
    replies: { 200: z.object({ ended: z.literal(true) }) },
    errors: ['request/not-found'],
  },
});
