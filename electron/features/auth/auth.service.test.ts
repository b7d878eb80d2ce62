import { describe, expect, it } from 'vitest';
import type { Me, Tokens } from '../../../shared/contracts/auth/auth.contract.ts';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import type { AuthLocalStore, KeptSession } from './auth.local-store.ts';
import { createAuthService } from './auth.service.ts';

const personOf = (name: string): Me => ({
  id: createId(),
  email: `${name}@demo.example`,
  full_name: name,
  role: 'agent',
  permissions: [],
  organization: { id: createId(), name: 'Demo', is_practice: true },
  session: { id: createId(), expires_at: '2030-01-01T00:00:00.000Z' },
});
const tokens: Tokens = {
  access_token: 'access',
  access_expires_at: '2020-01-01T00:00:00.000Z',
  refresh_token: 'refresh-token-of-this-session',
  session_expires_at: '2030-01-01T00:00:00.000Z',
};

function setUp(write: (session: KeptSession) => Promise<void> = () => Promise.resolve()) {
  const kept: { session: KeptSession | null } = { session: null };
  const state = {
    serverUrl: 'http://127.0.0.1:1',
    beforeAnswer: (): void => {},
    answer: (good: Result<unknown>): Result<unknown> => good,
  };
  const localStore: AuthLocalStore = {
    isRemembered: true,
    read: () => Promise.resolve(kept.session),
    write: async (session) => {
      await write(session);
      kept.session = session;
    },
    clear: () => {
      kept.session = null;
    },
  };
  const me = personOf('a');
  const answer = (): Promise<Result<unknown>> => {
    state.beforeAnswer();
    return Promise.resolve(state.answer(ok({ tokens, me })));
  };
  const auth = createAuthService({
    api: { call: answer, stream: answer, urlOf: () => 'http://127.0.0.1:1/x' } as unknown as ApiClient,
    localStore,
    deviceKey: { prove: () => Promise.resolve('proof'), thumbprint: '' },
    serverUrl: () => state.serverUrl,
    deviceName: 'here',
    unlockKeys: () => Promise.resolve(),
    clock: new FixedClock(),
    logger: silentLogger,
  });
  return { auth, kept, state };
}
const signIn = (auth: ReturnType<typeof setUp>['auth']) => auth.signIn('a@demo.example', 'practice-makes-perfect');

describe('signing in', () => {
  it('works with a disk that takes nothing; the session is then not remembered', async () => {
    const { auth } = setUp(() => Promise.reject(new Error('ENOSPC')));
    await signIn(auth);
    expect(auth.state()).toMatchObject({ state: 'signed-in', isRemembered: false });
  });

  it('proves itself again when the first proof was made by a clock that is off', async () => {
    const { auth, state } = setUp();
    const answers = [failed(createProblem('auth/wrong-device'))];
    state.answer = (good) => answers.shift() ?? good;
    await signIn(auth);
    answers.push(failed(createProblem('auth/wrong-device')));
    expect(await auth.authorizer.accessToken(true)).toMatchObject({ ok: true });
    expect(auth.me()).not.toBeNull();
  });

  it('gives no token of one server to another chosen meanwhile', async () => {
    const { auth, state, kept } = setUp();
    state.beforeAnswer = () => {
      state.serverUrl = 'http://127.0.0.1:2';
    };
    await expect(signIn(auth)).rejects.toMatchObject({ problem: { code: 'auth/required' } });
    expect(auth.me()).toBeNull();
    expect(kept.session).toBeNull();
  });
});

it('a renewal that is just being written does not undo a sign-out', async () => {
  const writing = Promise.withResolvers<void>();
  let writes = 0;
  const { auth, kept } = setUp(() => (++writes === 1 ? Promise.resolve() : writing.promise));
  await signIn(auth);
  const renewal = auth.authorizer.accessToken(true);
  await new Promise((resolve) => setImmediate(resolve));
  auth.endHere(null);
  writing.resolve();
  expect(await renewal).toMatchObject({ ok: false, problem: { code: 'auth/required' } });
  expect(auth.state()).toMatchObject({ state: 'signed-out' });
  expect(kept.session).toBeNull();
});
