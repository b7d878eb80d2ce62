import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DebugLogger, validateConfiguration, yaml } from './builder-parts.ts';

export const configFile = path.resolve(import.meta.dirname, '../../electron-builder.yml');

/**
 * electron-builder.yml against electron-builder's own schema: a misspelled key is an error, without any network.
 * Throws with every mistake named.
 */
export async function readBuilderConfig(text = readFileSync(configFile, 'utf8')): Promise<Record<string, unknown>> {
  const config = yaml.load(text);
  if (typeof config !== 'object' || config === null) throw new Error('electron-builder.yml is empty');
  await validateConfiguration(config, new DebugLogger(false));
  return { ...config };
}
