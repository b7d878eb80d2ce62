/**
 * The table walk: the product this one replaces died of 35 calls that no route served. Here: endpoints without a caller 0,
 * calls without an endpoint 0, changes without permission or audit action 0; and the same between windows and main.
 */
import { describe, expect, it } from 'vitest';
import { auditActions } from '../../shared/contracts/audit/audit-actions.ts';
import { contract, endpointIds } from '../../shared/contracts/contract.ts';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { permissions } from '../../shared/domain/access/permissions.ts';
import { channels, events } from '../../shared/ipc/ipc-map.ts';
import { literalCalls, literalStrings, namedImports, productFiles } from './source-walk.ts';

const endpoints = Object.entries(contract) as [string, Endpoint][];
const mainFiles = productFiles('electron');
const mainCalls = literalCalls(mainFiles);
/** Ids passed to the client, and ids of the endpoints the outbox sends to. */
const called = new Set([
  ...mainCalls
    .filter(({ callee }) => ['call', 'stream', 'downloadCsv', 'uploadFile'].includes(callee))
    .map(({ argument }) => argument),
  ...literalStrings(['electron/sync/outbox-kinds.ts'])
    .map(({ text }) => text)
    .filter((text) => text in contract),
]);

/** Files of the main process and the preloads that import this name from Electron. */
const using = (name: string): string[] => mainFiles.filter((file) => namedImports(file, 'electron').includes(name));

describe('the contract', () => {
  it('has no endpoint for the desktop that the desktop never calls', () => {
    const without = endpoints.filter(([id, { caller }]) => caller === 'desktop' && !called.has(id)).map(([id]) => id);
    expect(without).toEqual([]);
  });

  it('is the only thing the desktop calls', () => {
    const unknown = mainCalls.filter(
      ({ callee, argument }) => callee === 'call' && !(argument in contract) && /^[a-z]+[A-Z]/.test(argument),
    );
    expect(unknown).toEqual([]);
    const paths = literalStrings([...mainFiles, ...productFiles('renderer')]).filter(({ text }) =>
      /(^|[^\w])\/api\//.test(text),
    );
    expect(paths, 'paths written by hand').toEqual([]);
  });

  it('names permission and audit action for every change', () => {
    const bare = endpoints.filter(
      ([, endpoint]) => endpoint.effect === 'write' && (!endpoint.access || !auditActions.includes(endpoint.audit)),
    );
    expect(bare.map(([id]) => id)).toEqual([]);
    const known = new Set<string>([...permissions, 'public', 'signed-in', 'pbx', 'sender', 'metrics']);
    expect(endpoints.filter(([, { access }]) => !known.has(access)).map(([id]) => id)).toEqual([]);
  });

  it('lets only signing in and refreshing change something without a session', () => {
    const open = endpoints
      .filter(([, { effect, access }]) => effect === 'write' && access === 'public')
      .map(([id]) => id);
    expect(open).toEqual(['signIn', 'refreshSession']);
  });

  it('declares a GET as reading, each method and path once, and each path parameter', () => {
    expect(
      endpoints.filter(([, { method, effect }]) => method === 'get' && effect !== 'read').map(([id]) => id),
    ).toEqual([]);
    const lines = endpoints.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
    expect(
      endpoints.filter(([, { path, params }]) => path.includes(':') !== (params !== undefined)).map(([id]) => id),
    ).toEqual([]);
    expect(endpointIds.length).toBe(endpoints.length);
  });

  it('queues only requests that carry an idempotency key', () => {
    expect(
      endpoints
        .filter(([, { offline, idempotency }]) => offline === 'queued' && idempotency !== 'required')
        .map(([id]) => id),
    ).toEqual([]);
  });
});

describe('the IPC map', () => {
  const windowFiles = productFiles('renderer');
  const windowCalls = literalCalls(windowFiles);

  it('has no channel that no window calls, and no call without a channel', () => {
    const invoked = new Set(windowCalls.map(({ argument }) => argument).filter((argument) => argument in channels));
    expect(Object.keys(channels).filter((name) => !invoked.has(name))).toEqual([]);
    const unknown = windowCalls.filter(({ callee, argument }) => callee === 'invoke' && !(argument in channels));
    expect(unknown).toEqual([]);
  });

  it('has no event that nobody sends or nobody hears', () => {
    const heard = new Set(windowCalls.map(({ argument }) => argument));
    const sent = new Set(mainCalls.map(({ argument }) => argument));
    expect(
      Object.keys(events).filter((name) => !heard.has(name)),
      'unheard',
    ).toEqual([]);
    expect(
      Object.keys(events).filter((name) => !sent.has(name)),
      'unsent',
    ).toEqual([]);
  });

  it('lets one file only touch ipcMain, and one ipcRenderer', () => {
    expect(using('ipcMain')).toEqual(['electron/main/ipc-door.ts']);
    expect(using('ipcRenderer')).toEqual(['electron/preload/create-bridge.ts']);
  });
});
