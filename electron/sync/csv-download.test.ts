import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../shared/contracts/core/result.ts';
import { refusal } from '../testing/fake-api.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import type { ApiClient } from './api-client.ts';
import { createCsvDownload } from './csv-download.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-csv-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function setUp(
  reply: () => Awaited<ReturnType<ApiClient['stream']>>,
  place: string | null = path.join(folder, 'a.csv'),
) {
  const asked: unknown[] = [];
  const download = createCsvDownload({
    api: {
      stream: (id, _headers, _signal, sent) => {
        asked.push([id, sent?.body]);
        return Promise.resolve(reply());
      },
    },
    choosePlace: (name) => {
      asked.push(name);
      return Promise.resolve(place);
    },
    logger: silentLogger,
  });
  return { asked, run: () => download('exportViolations', { kind: 'call-past-curfew' }, 'violations.csv') };
}

describe('a CSV file from the server', () => {
  it('is written where the person chose, as the server gave it', async () => {
    const { asked, run } = setUp(() => ok(new Response('kind\r\nx\r\n')));
    expect(await run()).toEqual({ fileName: 'a.csv' });
    expect(readFileSync(path.join(folder, 'a.csv'), 'utf8')).toBe('kind\r\nx\r\n');
    expect(asked).toEqual(['violations.csv', ['exportViolations', '{"kind":"call-past-curfew"}']]);
  });

  it('is asked for only when a place was chosen', async () => {
    const { asked, run } = setUp(() => ok(new Response('')), null);
    expect(await run()).toBeNull();
    expect(asked).toEqual(['violations.csv']);
  });

  it('that breaks off leaves what was there, and no half of itself', async () => {
    writeFileSync(path.join(folder, 'a.csv'), 'older');
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from('kind\r\n')),
      pull: (controller) => controller.error(new Error('the line broke')),
    });
    const { run } = setUp(() => ok(new Response(broken)));
    await expect(run()).rejects.toMatchObject({ problem: { code: 'local/save-failed' } });
    expect(readdirSync(folder)).toEqual(['a.csv']);
    expect(readFileSync(path.join(folder, 'a.csv'), 'utf8')).toBe('older');
  });

  it('that the server refuses is no file', async () => {
    const { run } = setUp(() => refusal('permission/denied'));
    await expect(run()).rejects.toMatchObject({ problem: { code: 'permission/denied' } });
    expect(existsSync(path.join(folder, 'a.csv'))).toBe(false);
  });
});
