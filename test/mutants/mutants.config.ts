/** The tests' own configuration, with the mutant of `DESKLINE_MUTANT` (its place in the list) put into the code as it is loaded. */
import path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import configuration from '../../build/vitest.config.ts';
import { mutants } from './mutants.ts';

const root = path.resolve(import.meta.dirname, '../..');
const mutant = mutants[Number(process.env['DESKLINE_MUTANT'])];
if (!mutant) throw new Error('DESKLINE_MUTANT names no mutant');

const mutating: Plugin = {
  name: 'mutant',
  enforce: 'pre',
  transform: (code, id) =>
    id.split('?')[0] === path.join(root, mutant.file) ? code.replace(mutant.find, () => mutant.replace) : null,
};

const projects = (configuration.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project
    ? [{ ...project, plugins: [mutating], test: { ...project.test, fsModuleCache: false } }]
    : [],
);
/** What was transformed for one mutant, or for none, must not stand in for another: nothing is kept between runs. */
export default defineConfig({ ...configuration, test: { ...configuration.test, projects, fsModuleCache: false } });
