import { z } from 'zod';
import { meSchema, tokensSchema } from '../../../shared/contracts/auth/auth.contract.ts';
import type { SecretStore } from '../../security/secrets.ts';

/** What survives the app's end: enough to renew the session and to know who it was while the server is away. */
const keptSessionSchema = z.object({
  serverUrl: z.string(),
  refreshToken: tokensSchema.shape.refresh_token.unwrap(),
  sessionExpiresAt: tokensSchema.shape.session_expires_at,
  me: meSchema,
});
export type KeptSession = z.output<typeof keptSessionSchema>;

export type AuthLocalStore = {
  isRemembered: boolean;
  /** Null when there is none, or it belongs to another server. */
  read: (serverUrl: string) => Promise<KeptSession | null>;
  write: (session: KeptSession) => Promise<void>;
  clear: () => void;
};

export function createAuthLocalStore(secrets: SecretStore): AuthLocalStore {
  return {
    isRemembered: secrets.keyStore !== null,
    read: async (serverUrl) => {
      const text = await secrets.read('session');
      if (text === null) return null;
      const parsed = keptSessionSchema.safeParse(JSON.parse(text));
      return parsed.success && parsed.data.serverUrl === serverUrl ? parsed.data : null;
    },
    write: (session) => secrets.write('session', JSON.stringify(session)),
    clear: () => secrets.remove('session'),
  };
}
