/**
 * `npm run check`: types, lint, dependency rule, unused code, format. With a name, only that part:
 * `node build/checks/check.ts types|lint|deps|unused|format`.
 */
import { spawnSync } from 'node:child_process';

const typeProjects = ['shared', 'server', 'electron', 'renderer', 'test'];

const parts: Record<string, string[][]> = {
  types: typeProjects.map((project) => ['tsc', '-p', project]),
  lint: [['oxlint', '--type-aware', '--deny-warnings']],
  deps: [
    [
      'depcruise',
      '--config',
      'build/checks/dependency-rule.cjs',
      'shared',
      'server',
      'electron',
      'renderer',
      'test',
      'build',
    ],
  ],
  unused: [['knip', '--config', 'build/checks/knip.json']],
  format: [['prettier', '--check', '--log-level', 'warn', '.']],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such check: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const [name, commands] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [command = '', ...commandArguments] of commands) {
    const { status } = spawnSync(command, commandArguments, { stdio: 'inherit', shell: process.platform === 'win32' });
    console.log(`${status === 0 ? 'clean ' : 'FAILED'}  ${name}: ${command} ${commandArguments.join(' ')}`);
    if (status !== 0) failed += 1;
  }
}
process.exit(failed === 0 ? 0 : 1);
