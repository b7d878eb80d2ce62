/**
 * The parts electron-builder is made of, taken from it rather than from package.json, so that checks read archives and
 * configuration with exactly the code that wrote them.
 */
import { createRequire } from 'node:module';

const fromProject = createRequire(import.meta.url);
const fromBuilder = createRequire(
  createRequire(fromProject.resolve('electron-builder/package.json')).resolve('app-builder-lib/package.json'),
);

type Asar = {
  listPackage: (archive: string, options: { isPack: boolean }) => string[];
  extractFile: (archive: string, file: string) => Buffer;
};
type Fuses = {
  FuseV1Options: Record<string, number | string>;
  getCurrentFuseWire: (executable: string) => Promise<Record<string, unknown>>;
};
type Config = { validateConfiguration: (config: unknown, logger: unknown) => Promise<void> };
type Util = { DebugLogger: new (isEnabled: boolean) => unknown };
type Yaml = { load: (text: string) => unknown };

export const asar: Asar = fromBuilder('@electron/asar');
export const fuses: Fuses = fromBuilder('@electron/fuses');
const config: Config = fromBuilder('./out/util/config/config');
const util: Util = fromBuilder('builder-util');
export const { validateConfiguration } = config;
export const { DebugLogger } = util;
export const yaml: Yaml = fromBuilder('js-yaml');
