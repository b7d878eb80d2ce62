/** The programs of the lab, fetched at the first use. */
import { readFileSync } from 'node:fs';
import { asteriskRecipe, kamailioRecipe } from './lab-folders.ts';
import { installTree } from './install-tree.ts';

const modulesIn = (configuration: string, pattern: RegExp): string[] =>
  [...readFileSync(new URL(`../${configuration}`, import.meta.url), 'utf8').matchAll(pattern)].map(
    ([, module = '']) => module,
  );

/** Folder of the unpacked Asterisk. */
export function installAsterisk(): string {
  const modules = modulesIn('asterisk/modules.conf', /^load = (\S+)/gm);
  return installTree(
    asteriskRecipe,
    modules.map((module) => `usr/lib/x86_64-linux-gnu/asterisk/modules/${module}`),
  );
}

/** Folder of the unpacked Kamailio and rtpengine. */
export function installKamailio(): string {
  const modules = modulesIn('kamailio/kamailio.cfg', /^loadmodule "(\S+)"/gm);
  return installTree(kamailioRecipe, [
    'usr/bin/rtpengine',
    ...modules.map((module) => `usr/lib/x86_64-linux-gnu/kamailio/modules/${module}`),
  ]);
}
