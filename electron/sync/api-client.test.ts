import { describe, expect, it } from 'vitest';
import { createProblem, type Problem } from '../../shared/contracts/core/problem.ts';
import type { ErrorCode } from '../../shared/contracts/core/error-codes.ts';
import { ok } from '../../shared/contracts/core/result.ts';
import { createId } from '../../shared/domain/ids.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { createApiClient } from './api-client.ts';
import { createServerClock } from './server-clock.ts';

type Sent = { url: string; authorization: string | null };
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const refused = (status: number, code: ErrorCode): Response => json(status, createProblem(code));

/** One computer, one person after the other: what `person` is when a token is asked for is whose token is given. */
function setUp(answer: (sent: Sent) => Promise<Response> | Response) {
  const state = { person: 'a', session: 1 };
  const sent: Sent[] = [];
  const refusals: Problem[] = [];
  const waits: (() => Promise<void>)[] = [];
  const api = createApiClient({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const one = { url: new URL(request.url).pathname, authorization: request.headers.get('authorization') };
      sent.push(one);
      return answer(one);
    },
    baseUrl: () => 'http://127.0.0.1:9',
    authorizer: () => ({
      session: () => state.session,
      accessToken: async () => {
        await waits.shift()?.();
        return ok(`token-of-${state.person}`);
      },
      sessionRefused: (problem) => refusals.push(problem),
    }),
    reachability: () => {},
  });
  const nextPerson = async (): Promise<void> => {
    state.person = 'b';
    state.session += 1;
  };
  return { api, sent, refusals, waits, nextPerson };
}
const disposition = {
  params: { id: createId() },
  body: {
    code: 'no-answer' as const,
    notes: '',
    callback_at: null,
    promise: null,
    disclosures: [],
    base_version: 0,
    saved_at: '2026-11-23T15:00:00.000Z',
  },
};

describe("one person's request under the next person's session", () => {
  it('is not sent when the people changed while a token was asked for', async () => {
    const { api, sent, waits, nextPerson } = setUp(() => refused(500, 'server/internal'));
    waits.push(nextPerson);
    const result = await api.call('saveDisposition', disposition);
    expect(sent).toEqual([]);
    expect(result).toMatchObject({ ok: false, problem: { code: 'auth/required' } });
  });

  it('is not sent again with the new token when the old one was refused', async () => {
    const { api, sent, nextPerson } = setUp(async () => {
      await nextPerson();
      return refused(401, 'auth/token-expired');
    });
    await api.call('saveDisposition', disposition);
    expect(sent.map((each) => each.authorization)).toEqual(['Bearer token-of-a']);
  });

  it('does not end the new session when the old one is refused late', async () => {
    const { api, refusals, nextPerson } = setUp(async () => {
      await nextPerson();
      return refused(401, 'auth/session-ended');
    });
    await api.call('getQueue', { query: {} });
    await api.stream('openLiveFeed', {}, new AbortController().signal);
    expect(refusals).toEqual([]);
  });

  it('is not answered into the new session', async () => {
    const { api, nextPerson } = setUp(async () => {
      await nextPerson();
      return json(200, { items: [], as_of: '2026-11-23T15:00:00.000Z' });
    });
    expect(await api.call('getQueue', { query: {} })).toMatchObject({ ok: false, problem: { code: 'auth/required' } });
  });
});

it('ends the session when the server refuses it', async () => {
  const { api, refusals } = setUp(() => refused(401, 'auth/session-ended'));
  await api.call('getQueue', { query: {} });
  expect(refusals).toMatchObject([{ code: 'auth/session-ended' }]);
});

it("follows the server's clock, so that a proof made here counts there", async () => {
  const here = new FixedClock();
  const serverClock = createServerClock(here);
  const api = createApiClient({
    fetch: () =>
      Promise.resolve(
        new Response('{}', { status: 500, headers: { date: new Date(here.now() - 600_000).toUTCString() } }),
      ),
    baseUrl: () => 'http://127.0.0.1:9',
    authorizer: () => ({ session: () => 1, accessToken: () => Promise.resolve(ok('token')), sessionRefused: () => {} }),
    reachability: () => {},
    serverTime: serverClock.note,
  });
  await api.call('getLiveness', {});
  expect(Math.round((serverClock.now() - here.now()) / 10_000)).toBe(-60);
  serverClock.note(new Date(here.now() + 900).toUTCString());
  serverClock.note('no date');
  expect(serverClock.now()).toBe(here.now());
});
