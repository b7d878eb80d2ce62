/** The practice line as the process that `npm start` runs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WebSocket } from 'ws';
import { controlPath, controlPathPrefix } from './control.schema.ts';

const listeningSchema = z.object({
  event: z.literal('practice-line.listening'),
  url: z.string().startsWith('ws://127.0.0.1:'),
});
const environment = {
  DESKLINE_PRACTICE_PORT: '0',
  DESKLINE_SIP_SECRET: 'sip secret',
  DESKLINE_PBX_SECRET: 'pbx secret',
  DESKLINE_PBX_QUEUES: 'support:Customer support,spanish:Spanish line',
};
const start = (extra: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname], {
    env: { PATH: process.env['PATH'], ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

let child: ChildProcess;
let lines: Interface;
let url: string;

beforeAll(async () => {
  child = start(environment);
  if (child.stdout === null) throw new Error('There is no output to read.');
  lines = createInterface(child.stdout);
  const [first] = z.tuple([z.string()]).parse(await once(lines, 'line'));
  url = listeningSchema.parse(JSON.parse(first)).url;
});
afterAll(() => {
  if (child.exitCode === null) child.kill('SIGKILL');
});

const ask = (path: string, init: RequestInit & { secret?: string } = {}): Promise<Response> =>
  fetch(new URL(path, url.replace('ws:', 'http:')), {
    ...init,
    headers: { authorization: `Bearer ${init.secret ?? 'pbx secret'}` },
  });
const ring = (body: unknown): Promise<Response> =>
  ask(controlPath('ring-agent'), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
const listCalls = (secret?: string): Promise<Response> =>
  ask(controlPath('list-calls'), { method: 'POST', ...(secret === undefined ? {} : { secret }) });

describe('the practice line as a process', () => {
  it('shows its calls to whoever has the secret of the PBX, and to nobody else', async () => {
    expect(await (await listCalls()).json()).toEqual({ registered_agents: [], calls: [] });
    expect((await listCalls('guess')).status).toBe(401);
    expect((await fetch(url.replace('ws:', 'http:'))).status).toBe(401);
  });

  it('has the queues of its environment', async () => {
    const reply = await ask(controlPath('list-queues'), { method: 'POST' });
    expect(await reply.json()).toEqual({
      queues: ['support', 'spanish'].map((id) => ({ id, waiting: [], members: [] })),
    });
  });

  it('rings nobody who is not there, and takes nothing that is no request', async () => {
    expect((await ring({ agent: 'maya.ortiz', from_number: '+13125550142' })).status).toBe(404);
    expect((await ring({ agent: 'maya.ortiz', from_number: '911' })).status).toBe(400);
    expect((await ring({ agent: 'maya.ortiz', from_number: '+13125550142', scenario: 'unknown' })).status).toBe(400);
    expect((await ring('no JSON')).status).toBe(400);
    expect((await ring('x'.repeat(10_000))).status).toBe(400);
    expect((await ask('/elsewhere')).status).toBe(404);
    expect((await ask(controlPath('list-calls'))).status).toBe(404);
    expect((await ask(`${controlPathPrefix}constructor`, { method: 'POST' })).status).toBe(404);
  });

  it('ends cleanly on SIGTERM, phones connected or not', async () => {
    const socket = new WebSocket(url, 'sip', { origin: 'app://deskline' });
    await once(socket, 'open');
    const said: string[] = [];
    lines.on('line', (line) => said.push(line));
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said.at(-1)).toContain('practice-line.stopped');
    socket.terminate();
  });

  it('does not start without its secrets, and says which', async () => {
    const { DESKLINE_SIP_SECRET: _left, ...rest } = environment;
    const lame = start(rest);
    let errors = '';
    lame.stderr?.on('data', (piece: Buffer) => (errors += piece.toString()));
    const [code] = z.tuple([z.number(), z.unknown()]).parse(await once(lame, 'close'));
    expect(code).not.toBe(0);
    expect(errors).toContain('DESKLINE_SIP_SECRET');
  });
});
