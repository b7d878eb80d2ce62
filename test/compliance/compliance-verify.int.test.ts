/** `npm run compliance:verify` as its user runs it: a process on a real database. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CallWorld } from '../../server/features/calls/testing/call-world.ts';
import { createSealKey, sealDecisionsTask } from '../../server/features/compliance/index.ts';

const sealKey = createSealKey();
const directory = mkdtempSync(path.join(os.tmpdir(), 'deskline-verify-'));
let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open(undefined, { DESKLINE_SEAL_KEY: sealKey });
  for (let index = 0; index < 3; index += 1) await world.start(await world.addConsumer());
  await world.server.tasks[sealDecisionsTask]?.({});
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

async function run(given: { key?: string; options?: string[] } = {}) {
  const script = path.join(import.meta.dirname, '..', '..', 'build', 'run', 'compliance-verify.ts');
  const child = spawn(process.execPath, [script, ...(given.options ?? [])], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: world.server.connectionString,
      DESKLINE_DATA_DIR: directory,
      ...(given.key === undefined ? {} : { DESKLINE_SEAL_KEY: given.key }),
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (output.stdout += String(data)));
  child.stderr.on('data', (data) => (output.stderr += String(data)));
  await once(child, 'close');
  return { status: child.exitCode, ...output };
}

it('says that everything holds, and names the last seal', async () => {
  const [seal] = await world.server.sql<{ hash: string }>('select hash from decision_seals');
  const { status, stdout } = await run({ key: sealKey, options: ['--seal', seal?.hash ?? ''] });
  expect(stdout).toContain('Read 3 decisions in 1 chains, and 1 seals.');
  expect(stdout).toContain(seal?.hash);
  expect([status, stdout.includes('Everything holds.')]).toEqual([0, true]);
  expect(await run({ key: sealKey, options: ['--seal', '0'.repeat(64)] })).toMatchObject({ status: 1 });
});

it('takes keys from files, and without any proves nothing', async () => {
  const file = path.join(directory, 'public.jwk');
  const { d: _secret, ...publicPart } = JSON.parse(sealKey) as Record<string, string>;
  writeFileSync(file, JSON.stringify(publicPart));
  expect(await run({ options: ['--key', file] })).toMatchObject({ status: 0 });
  const without = await run();
  expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('There is no key')]);
});

it('names the first bad link in plain words and ends with 1', async () => {
  await world.server.sql('alter table compliance_decisions disable trigger append_only');
  await world.server.sql(`update compliance_decisions set phone_number = '+12125550000' where sequence = 2`);
  const { status, stderr } = await run({ key: sealKey });
  expect(stderr).toMatch(/Decisions of Test agent: link 2 \(.{36}\): what it says is not what was stored/);
  expect(status).toBe(1);
});
