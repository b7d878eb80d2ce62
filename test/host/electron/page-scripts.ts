/** Both halves of the context bridge and the preloads, as the text that Chromium runs before each document. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeCodec } from '../bridge/codec.ts';
import { isolatedWorld, type WorldInfo } from '../bridge/isolated-world.ts';
import { mainWorld } from '../bridge/main-world.ts';
import { makePeer } from '../bridge/peer.ts';

export const worldName = 'Electron Isolated Context';
export const bindingName = '__electronSend';
export const receiverName = '__electronReceive';
export const permissionChannel = '__electron-permission__';

export const codec = makeCodec({
  toBase64: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  fromBase64: (text) => new Uint8Array(Buffer.from(text, 'base64')),
});

const library = `const makeCodec=${makeCodec.toString()};const makePeer=${makePeer.toString()};`;

type PageScripts = { page: string; isolated: string };

/** `onMissing` hears of preloads that cannot be read; the page loads without them, as in Electron. */
export function pageScripts(
  secret: string,
  preloadFiles: readonly string[],
  extraArguments: readonly string[],
  onMissing: (file: string, error: Error) => void,
): PageScripts {
  const preloads: string[] = [];
  for (const file of preloadFiles) {
    try {
      const scope = 'require,module,exports,process,__filename,__dirname';
      const location = `file:${JSON.stringify(file)},folder:${JSON.stringify(path.dirname(file))}`;
      preloads.push(`{${location},run:function(${scope}){${readFileSync(file, 'utf8')}\n}}`);
    } catch (error) {
      onMissing(file, error as Error);
    }
  }
  const info: WorldInfo = {
    binding: bindingName,
    receiver: receiverName,
    permissionChannel,
    process: {
      platform: process.platform,
      arch: process.arch,
      versions: { ...process.versions },
      env: {},
      argv: [process.execPath, ...extraArguments],
      execPath: process.execPath,
      isMainFrame: true,
    },
  };
  const parameters = `makeCodec,makePeer,${JSON.stringify(secret)}`;
  return {
    page: `(()=>{${library}(${mainWorld.toString()})(${parameters})})()`,
    isolated: `(()=>{${library}(${isolatedWorld.toString()})(${parameters},${JSON.stringify(info)},[${preloads.join(',')}])})()`,
  };
}
