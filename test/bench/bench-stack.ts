/** Server, practice line and a folder of their own for one part of the bench; all of it is gone afterwards. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stack, type StackOptions } from '../../build/run/stack.ts';
import { createApiClient, type ApiClient } from '../../electron/sync/api-client.ts';
import { contract } from '../../shared/contracts/contract.ts';
import { ok } from '../../shared/contracts/core/result.ts';
import { demoPassword } from '../story/desk.ts';

export async function withStack<T>(
  options: Omit<StackOptions, 'dataDir'>,
  work: (stack: Stack, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-bench-'));
  // PostgreSQL does not run as root: its own user must be able to enter.
  chmodSync(folder, 0o755);
  const stack = await Stack.prepare({ ...options, dataDir: path.join(folder, 'data') });
  try {
    return await work(stack, folder);
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds a piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The desktop's own client, outside the desktop, with the sessions of one person taken in turn. */
export async function signInApi(serverUrl: string, email: string, sessions = 1): Promise<ApiClient> {
  const tokens: string[] = [];
  for (let count = 0; count < sessions; count += 1) tokens.push(await accessToken(serverUrl, email));
  let turn = 0;
  const next = (): string => tokens[(turn += 1) % tokens.length] ?? '';
  return createApiClient({
    fetch: (input, init) => fetch(input, init),
    baseUrl: () => serverUrl,
    authorizer: () => ({ session: () => 1, accessToken: () => Promise.resolve(ok(next())), sessionRefused: () => {} }),
    reachability: () => {},
  });
}

async function accessToken(serverUrl: string, email: string): Promise<string> {
  const response = await fetch(`${serverUrl}/api/auth/signin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: demoPassword, device_name: 'Bench' }),
  });
  if (!response.ok) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
  return contract.signIn.replies[200].parse(await response.json()).tokens.access_token;
}
