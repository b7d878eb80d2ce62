import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createPermitRedemption, createSupervisionRedemption } from './permit-redemption.ts';

const request = { agent: 'maya.ortiz', phoneNumber: '+12125550100', permit: 'a.b.c' };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function startServer(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
const answering = (status: number, body: unknown) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const allowed = { allowed: true, call_id: '01963f1e-7a5b-7c3d-9e2f-0123456789ab', caller_id: '+13125550199' };

const problem = (message: string) => ({ code: 'calls/permit-refused', message, next: '', request_id: null });

describe('redeeming a permit', () => {
  it('asks with the secret of the PBX and tells what the server allowed', async () => {
    const asked: unknown[] = [];
    const url = await startServer((incoming, response) => {
      let text = '';
      incoming.on('data', (piece: Buffer) => (text += piece.toString()));
      incoming.on('end', () => {
        asked.push([incoming.method, incoming.url, incoming.headers.authorization, JSON.parse(text)]);
        answering(200, allowed)(incoming, response);
      });
    });
    const answer = await createPermitRedemption(url, 'pbx secret')(request);
    expect(answer).toEqual({ outcome: 'allowed', callId: allowed.call_id, callerId: allowed.caller_id });
    expect(asked).toEqual([
      [
        'POST',
        '/api/pbx/permits/redeem',
        'Bearer pbx secret',
        { agent: 'maya.ortiz', phone_number: '+12125550100', permit: 'a.b.c' },
      ],
    ]);
  });

  it.each([
    ['a refusal', 403, {}, 'refused'],
    ['a request that cannot be one', 400, {}, 'refused'],
    ['a wrong secret', 401, {}, 'unavailable'],
    ['a broken server', 500, {}, 'unavailable'],
    ['a reply outside the contract', 200, { allowed: 'yes' }, 'unavailable'],
  ])('takes %s for what it is', async (_what, status, body, outcome) => {
    const url = await startServer(answering(status, body));
    expect(await createPermitRedemption(url, 'secret')(request)).toMatchObject({ outcome });
  });

  it('tells why it was refused where the server says more than that', async () => {
    const told = await startServer(answering(403, problem('This number is on your do-not-call list.')));
    expect(await createPermitRedemption(told, 'secret')(request)).toEqual({
      outcome: 'refused',
      reason: 'This number is on your do-not-call list.',
    });
    const untold = await startServer(answering(403, problem('The dial permit was refused.')));
    expect(await createPermitRedemption(untold, 'secret')(request)).toEqual({ outcome: 'refused' });
  });

  it('is closed when there is no server', async () => {
    expect(await createPermitRedemption('http://127.0.0.1:9', 'secret')(request)).toMatchObject({
      outcome: 'unavailable',
    });
  });
});

describe('redeeming a supervision permit', () => {
  const question = { supervisor: 'sue', agent: 'maya.ortiz', permit: 'a.b.c' };

  it('asks who wants to hear whom, and is told in which mode', async () => {
    const asked: unknown[] = [];
    const url = await startServer((incoming, response) => {
      let text = '';
      incoming.on('data', (piece: Buffer) => (text += piece.toString()));
      incoming.on('end', () => {
        asked.push([incoming.url, incoming.headers.authorization, JSON.parse(text)]);
        answering(200, { allowed: true, agent: 'maya.ortiz', mode: 'whisper' })(incoming, response);
      });
    });
    const answer = await createSupervisionRedemption(url, 'pbx secret')(question);
    expect(answer).toEqual({ outcome: 'allowed', agent: 'maya.ortiz', mode: 'whisper' });
    expect(asked).toEqual([['/api/pbx/supervision/redeem', 'Bearer pbx secret', question]]);
  });

  it.each([
    ['a refusal', 403, {}, 'refused'],
    ['a mode that is none', 200, { allowed: true, agent: 'maya.ortiz', mode: 'shout' }, 'unavailable'],
    ['a broken server', 500, {}, 'unavailable'],
  ])('takes %s for what it is', async (_what, status, body, outcome) => {
    const url = await startServer(answering(status, body));
    expect(await createSupervisionRedemption(url, 'secret')(question)).toMatchObject({ outcome });
  });
});
