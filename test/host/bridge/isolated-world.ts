/**
 * Where preloads run: a V8 isolated world of the page, the mechanism Electron's context isolation uses as well. Gives
 * them `require('electron')` with contextBridge and ipcRenderer, and nothing else, as a sandboxed preload has.
 * Injected as text.
 */
import type { makeCodec } from './codec.ts';
import type { MakePeer, PeerMessage } from './peer.ts';

export type WorldInfo = {
  binding: string;
  receiver: string;
  permissionChannel: string;
  process: Record<string, unknown>;
};
export type PreloadScript = {
  file: string;
  folder: string;
  run: (...scope: unknown[]) => void;
};

export function isolatedWorld(
  makePageCodec: typeof makeCodec,
  makePagePeer: MakePeer,
  secret: string,
  info: WorldInfo,
  preloads: PreloadScript[],
): void {
  if (window !== window.top) return;
  type Listener = (event: unknown, ...parameters: unknown[]) => void;
  type Base64Bytes = Uint8Array & { toBase64: () => string };
  type Base64Class = { fromBase64: (text: string) => Uint8Array };
  const world = globalThis as unknown as Record<string, (argument: unknown) => void>;
  const codec = makePageCodec({
    toBase64: (bytes) => (bytes as Base64Bytes).toBase64(),
    fromBase64: (text) => (Uint8Array as unknown as Base64Class).fromBase64(text),
  });
  const peer = makePagePeer(codec, `${secret}:toMain`, `${secret}:toIsolated`);
  const tellMain = (message: PeerMessage): void => world[info.binding]?.(JSON.stringify(message));

  // Whichever world starts last opens the gate.
  let isOpen = false;
  const queue: PeerMessage[] = [];
  const toPage = (message: PeerMessage): void => {
    if (isOpen) peer.post(message);
    else queue.push(message);
  };
  peer.handlers['hello'] = () => {
    if (isOpen) return;
    isOpen = true;
    for (const message of queue.splice(0)) peer.post(message);
  };

  const listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>();
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let sequence = 0;
  const checkChannel = (channel: unknown): void => {
    if (typeof channel !== 'string') throw new TypeError('channel must be a string');
  };
  const missing = (name: string) => (): never => {
    throw new Error(`Electron stand-in: ${name} is not implemented`);
  };
  const listen = (channel: string, listener: Listener, isOnce: boolean): unknown => {
    checkChannel(channel);
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }]);
    return ipcRenderer;
  };
  const unlisten = (channel: string, listener: Listener): unknown => {
    const all = listeners.get(channel) ?? [];
    const index = all.findIndex((entry) => entry.listener === listener);
    if (index >= 0) listeners.set(channel, all.toSpliced(index, 1));
    return ipcRenderer;
  };
  const ipcRenderer = {
    on: (channel: string, listener: Listener) => listen(channel, listener, false),
    addListener: (channel: string, listener: Listener) => listen(channel, listener, false),
    once: (channel: string, listener: Listener) => listen(channel, listener, true),
    off: unlisten,
    removeListener: unlisten,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
    send: (channel: string, ...parameters: unknown[]) => {
      checkChannel(channel);
      tellMain({ t: 'send', channel, args: codec.encode(parameters) });
    },
    invoke: (channel: string, ...parameters: unknown[]) => {
      checkChannel(channel);
      const id = ++sequence;
      const message = { t: 'invoke', id, channel, args: codec.encode(parameters) };
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        tellMain(message);
      });
    },
    sendSync: missing('ipcRenderer.sendSync'),
    postMessage: missing('ipcRenderer.postMessage'),
    sendToHost: missing('ipcRenderer.sendToHost'),
  };

  const receiveReply = (message: PeerMessage): void => {
    const id = message['id'] as number;
    const invocation = pending.get(id);
    pending.delete(id);
    if (message['ok']) invocation?.resolve(codec.decode(message['v']));
    else invocation?.reject(new Error(message['error'] as string));
  };
  const receiveEvent = (message: PeerMessage): void => {
    const channel = message['channel'] as string;
    for (const { listener, isOnce } of listeners.get(channel) ?? []) {
      if (isOnce) unlisten(channel, listener);
      try {
        listener({ sender: ipcRenderer, ports: [] }, ...(codec.decode(message['args']) as unknown[]));
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  };
  world[info.receiver] = (message) => {
    const { t } = message as PeerMessage;
    if (t === 'reply') receiveReply(message as PeerMessage);
    else receiveEvent(message as PeerMessage);
  };
  const host = {
    close: () => tellMain({ t: 'close' }),
    askPermission: (permission: string, mediaTypes: string[]) =>
      ipcRenderer.invoke(info.permissionChannel, permission, mediaTypes),
  };
  toPage({ t: 'host', v: peer.encode(host) });

  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) => toPage({ t: 'expose', key, v: peer.encode(api) }),
      exposeInIsolatedWorld: missing('contextBridge.exposeInIsolatedWorld'),
    },
    ipcRenderer,
  };
  const strictElectron = new Proxy(electron, {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && !(key in target) && key !== '__esModule') missing(`preload electron.${key}`)();
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  const sandboxRequire = (id: string): unknown => {
    if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return strictElectron;
    throw new Error(`module not found: ${id}`);
  };
  const sandboxProcess = Object.freeze({ ...info.process, type: 'renderer', contextIsolated: true, sandboxed: true });
  for (const preload of preloads) {
    try {
      const module = { exports: {} };
      preload.run(sandboxRequire, module, module.exports, sandboxProcess, preload.file, preload.folder);
    } catch (error) {
      console.error(`Unable to load preload script: ${preload.file}`, error);
      tellMain({ t: 'preload-error', file: preload.file, error: String((error as Error).stack ?? error) });
    }
  }
  peer.post({ t: 'hello?' });

  let title: string | undefined;
  const reportTitle = (): void => {
    if (document.title === title) return;
    title = document.title;
    tellMain({ t: 'title', title });
  };
  document.addEventListener('DOMContentLoaded', () => {
    reportTitle();
    new MutationObserver(reportTitle).observe(document.head, { childList: true, subtree: true, characterData: true });
  });
}
