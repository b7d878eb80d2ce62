import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes (OWASP Password Storage Cheat Sheet); the PHC text names its own parameters. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The PHC text of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

export type PasswordCheck = {
  /** Whether the password is the one of this PHC text. Without a text it takes as long and says no. */
  isRight(password: string, phc: string | undefined): Promise<boolean>;
};

/** Checks passwords; somebody unknown is checked against a hash that no password has. */
export function createPasswordCheck(): PasswordCheck {
  const nobody = hashPassword(randomBytes(32).toString('base64'));
  return {
    isRight: async (password, phc) => {
      const isMatch = await verify(phc ?? (await nobody), password).catch(() => false);
      return isMatch && phc !== undefined;
    },
  };
}
