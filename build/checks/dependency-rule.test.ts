import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { forbidden, options } = createRequire(import.meta.url)('./dependency-rule.cjs') as {
  forbidden: IForbiddenRuleType[];
  options: Record<string, unknown>;
};

/** One offence for each rule: the file that offends, and what it imports. */
const offences: Record<string, [file: string, imported: string]> = {
  'shared-is-a-leaf': ['shared/domain/leaf.ts', '../../server/app/target.ts'],
  'shared-runs-anywhere': ['shared/domain/disk.ts', 'node:fs'],
  'domain-is-pure': ['shared/domain/impure.ts', '../contracts/target.ts'],
  'renderer-has-no-privilege': ['renderer/app/privileged.ts', '../../electron/main/target.ts'],
  'renderer-no-node': ['renderer/app/node.ts', 'node:os'],
  'electron-not-others': ['electron/main/other.ts', '../../server/app/target.ts'],
  'server-not-others': ['server/app/other.ts', '../../electron/main/target.ts'],
  'preload-is-thin': ['electron/preload/thick.ts', '../main/target.ts'],
  'features-do-not-touch': ['server/features/one/reach.ts', '../two/inner.ts'],
  'route-to-service-only': ['server/features/one/one.route.ts', './one.store.ts'],
  'service-knows-no-transport': ['server/features/one/one.service.ts', './plain.route.ts'],
  'store-is-the-bottom': ['server/features/one/upward.store.ts', './plain.service.ts'],
  'ui-kit-knows-no-feature': ['renderer/ui/kit.ts', '../features/one/target.ts'],
  'platform-knows-no-feature': ['server/db/knowing.ts', '../features/one/one.store.ts'],
  'one-door-pg': ['server/features/one/sql.ts', 'pg'],
  'one-door-sqlite': ['electron/main/sqlite.ts', 'better-sqlite3'],
  'one-door-sip': ['renderer/features/one/sip.ts', 'sip.js'],
  'one-door-stripe': ['server/features/one/money.ts', 'stripe'],
  'product-not-test': ['server/app/fake.ts', '../testing/target.ts'],
  'no-circular': ['server/app/circle.ts', './circle-back.ts'],
};
const targets = [
  'server/app/target.ts',
  'shared/contracts/target.ts',
  'electron/main/target.ts',
  'server/features/two/inner.ts',
  'server/features/two/index.ts',
  'server/features/one/one.store.ts',
  'server/features/one/plain.route.ts',
  'server/features/one/plain.service.ts',
  'renderer/features/one/target.ts',
  'server/testing/target.ts',
];

const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-rule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plant = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

async function violations(): Promise<Map<string, string[]>> {
  const { output } = await cruise(['shared', 'server', 'electron', 'renderer'], {
    ...options,
    tsConfig: undefined,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  } as never);
  const found = new Map<string, string[]>();
  for (const { rule, from } of (output as ICruiseResult).summary.violations)
    found.set(rule.name, [...(found.get(rule.name) ?? []), from]);
  return found;
}

describe('the dependency rule', () => {
  beforeAll(() => {
    for (const name of ['pg', 'better-sqlite3', 'sip.js', 'stripe']) {
      plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      plant(`node_modules/${name}/index.js`, 'module.exports = {};');
    }
    plant(
      'package.json',
      JSON.stringify({ type: 'module', dependencies: { pg: '1', 'better-sqlite3': '1', 'sip.js': '1', stripe: '1' } }),
    );
    for (const target of targets) plant(target, 'export const value = 1;');
    // What is allowed: another feature through its index, and the layers downwards.
    plant(
      'server/features/one/allowed.service.ts',
      "import { value } from '../two/index.ts';\nimport { value as stored } from './one.store.ts';\nexport const both = value + stored;",
    );
  });

  it('accepts a tree that keeps it', async () => {
    expect([...(await violations())]).toEqual([]);
  });

  it('names a test offence for every rule', () => {
    expect(Object.keys(offences).toSorted()).toEqual(forbidden.map((rule) => rule.name ?? '').toSorted());
  });

  it('finds the offence against each rule', async () => {
    for (const [file, imported] of Object.values(offences))
      plant(file, `import * as it from '${imported}';\nexport const used = it;`);
    plant('server/app/circle-back.ts', "import * as it from './circle.ts';\nexport const back = it;");
    const found = await violations();
    const missed = Object.entries(offences).filter(
      ([rule, [file]]) => !found.get(rule)?.some((each) => each.startsWith(file.replace('.ts', ''))),
    );
    expect(missed).toEqual([]);
  });
});
