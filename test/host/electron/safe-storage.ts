/**
 * `safeStorage` over a key store that this machine need not have. `ELECTRON_STAND_IN_KEY_STORE` chooses what it finds:
 * `protected` (default; AES-256-GCM with a key that is kept in the profile), `basic_text` (Linux without a key store:
 * Electron obscures, it does not protect) or `unavailable`.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from './app.ts';
import { strict } from './strict.ts';

const headers = { protected: 'v11', basic_text: 'v10' } as const;
const nonceBytes = 12;
const tagBytes = 16;

function keyStore(): 'protected' | 'basic_text' | 'unavailable' {
  const wanted = process.env['ELECTRON_STAND_IN_KEY_STORE'] ?? 'protected';
  if (wanted === 'protected' || wanted === 'basic_text' || wanted === 'unavailable') return wanted;
  throw new Error(`Electron stand-in: ELECTRON_STAND_IN_KEY_STORE cannot be ${wanted}`);
}

/** Random and of this profile, so that another profile cannot read what this one wrote. */
function profileKey(): Buffer {
  const file = path.join(app.getPath('userData'), 'stand-in-key');
  try {
    return readFileSync(file);
  } catch {
    mkdirSync(path.dirname(file), { recursive: true });
    const key = randomBytes(32);
    writeFileSync(file, key, { mode: 0o600 });
    return key;
  }
}
/** Chromium's own key of last resort is a constant: whoever reads the file can read the secret. */
const keyOf = (store: 'protected' | 'basic_text'): Buffer =>
  store === 'protected' ? profileKey() : Buffer.alloc(32, 'peanuts');

function availableStore(action: 'encrypting' | 'decrypting'): 'protected' | 'basic_text' {
  const store = keyStore();
  if (app.isReady() && store !== 'unavailable') return store;
  throw new Error(`Error while ${action} the text provided to safeStorage. Encryption is not available.`);
}

function encryptString(text: string): Buffer {
  const store = availableStore('encrypting');
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(store), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(headers[store]), nonce, cipher.getAuthTag(), body]);
}

function decryptString(encrypted: Buffer): string {
  availableStore('decrypting');
  const store = encrypted.subarray(0, 3).toString() === headers.protected ? 'protected' : 'basic_text';
  if (encrypted.subarray(0, 3).toString() !== headers[store]) {
    throw new Error(
      'Error while decrypting the ciphertext provided to safeStorage. Ciphertext does not appear to be encrypted.',
    );
  }
  const tagStart = 3 + nonceBytes;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(store), encrypted.subarray(3, tagStart));
  decipher.setAuthTag(encrypted.subarray(tagStart, tagStart + tagBytes));
  return decipher.update(encrypted.subarray(tagStart + tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

const isEncryptionAvailable = (): boolean => app.isReady() && keyStore() !== 'unavailable';

export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable,
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(isEncryptionAvailable()),
  getSelectedStorageBackend: (): 'gnome_libsecret' | 'basic_text' | 'unknown' => {
    const store = keyStore();
    if (!app.isReady() || store === 'unavailable') return 'unknown';
    return store === 'protected' ? 'gnome_libsecret' : 'basic_text';
  },
  encryptString,
  decryptString,
  encryptStringAsync: async (text: string): Promise<Buffer> => encryptString(text),
  decryptStringAsync: async (encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => ({
    result: decryptString(encrypted),
    shouldReEncrypt: false,
  }),
});
