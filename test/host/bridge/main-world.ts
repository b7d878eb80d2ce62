/** The page's side of the context bridge: runs in the page's own world before any of its scripts. Injected as text. */
import type { makeCodec } from './codec.ts';
import type { MakePeer } from './peer.ts';

type HostFunctions = {
  close: () => void;
  askPermission: (permission: string, mediaTypes: string[]) => Promise<boolean>;
};
type MediaMethod = (this: MediaDevices, constraints?: MediaStreamConstraints) => Promise<MediaStream>;

export function mainWorld(makePageCodec: typeof makeCodec, makePagePeer: MakePeer, secret: string): void {
  if (window !== window.top) return; // preloads run in the main frame only
  type Base64Bytes = Uint8Array & { toBase64: () => string };
  type Base64Class = { fromBase64: (text: string) => Uint8Array };
  const codec = makePageCodec({
    toBase64: (bytes) => (bytes as Base64Bytes).toBase64(),
    fromBase64: (text) => (Uint8Array as unknown as Base64Class).fromBase64(text),
  });
  const peer = makePagePeer(codec, `${secret}:toIsolated`, `${secret}:toMain`);
  const freeze = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    for (const part of Object.values(value)) freeze(part);
    return Object.freeze(value);
  };
  let host: HostFunctions | undefined;
  peer.handlers['expose'] = ({ key, v }) => {
    const name = key as string;
    if (name in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
    const value = freeze(peer.decode(v));
    Object.defineProperty(window, name, { value, enumerable: true, configurable: false, writable: false });
  };
  peer.handlers['host'] = ({ v }) => {
    host = peer.decode(v) as HostFunctions;
  };
  peer.handlers['hello?'] = () => peer.post({ t: 'hello' });
  peer.post({ t: 'hello' });

  // Chromium refuses window.close() where no script opened the window; Electron closes it.
  window.close = () => host?.close();

  // Electron answers null for a window that is refused; Chromium may have made one by then, which is about to be closed.
  const open = window.open.bind(window);
  window.open = (...parameters) => {
    const opened = open(...parameters);
    return opened?.top === window ? opened : null;
  };

  // The app's permission handler is asked first, as in Electron; then Chromium's own code runs.
  const askFirst = (name: 'getUserMedia' | 'getDisplayMedia', permission: string): void => {
    const prototype = (window as { MediaDevices?: { prototype: MediaDevices } }).MediaDevices?.prototype;
    if (!prototype) return;
    const original: MediaMethod = prototype[name];
    prototype[name] = async function ask(this: MediaDevices, constraints?: MediaStreamConstraints) {
      const mediaTypes = [constraints?.audio ? 'audio' : '', constraints?.video ? 'video' : ''].filter(Boolean);
      const isGranted = await host?.askPermission(permission, mediaTypes);
      if (isGranted === false) throw new DOMException('Permission denied', 'NotAllowedError');
      return original.call(this, constraints);
    };
  };
  askFirst('getUserMedia', 'media');
  askFirst('getDisplayMedia', 'display-capture');
}
