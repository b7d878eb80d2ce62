import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { nobodyOrganizationId } from '../../db/nobody.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { createPasswordCheck, hashPassword, type PasswordCheck } from './password.ts';
import { createSignInService } from './sign-in.service.ts';

const password = 'a long enough password';

describe('sign-in', () => {
  const clock = new FixedClock();
  let server: TestServer;
  let user: TestUser;
  beforeAll(async () => {
    server = await createTestServer({ clock });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    user = await server.addUser('agent', { passwordHash: await hashPassword(password) });
  });
  const attempt = (email: string, given: string) => server.call('signIn', { body: { email, password: given } });

  it('knows the person whatever the case of the address', async () => {
    expect((await attempt(` ${user.email.toUpperCase()} `, password)).status).toBe(200);
  });

  it('says the same to a wrong password, an unknown address and a closed account', async () => {
    const closed = await server.addUser('agent', { passwordHash: await hashPassword(password) });
    await server.sql('update users set is_active = false where id = $1', [closed.id]);
    const replies = [
      await attempt(user.email, 'wrong'),
      await attempt('nobody@nowhere.example', 'wrong'),
      await attempt(closed.email, password),
    ];
    for (const reply of replies)
      expect(reply).toMatchObject({ status: 401, problem: { code: 'auth/invalid-credentials' } });
    const audited = await server.sql(
      "select subject_id, organization_id from audit_log where action = 'auth.sign-in-refused'",
    );
    // Rows of one millisecond have no order among themselves.
    expect(audited).toHaveLength(3);
    expect(audited).toEqual(
      expect.arrayContaining([
        { subject_id: user.id, organization_id: server.organizationId },
        { subject_id: null, organization_id: nobodyOrganizationId },
        { subject_id: null, organization_id: server.organizationId },
      ]),
    );
  });

  it('locks after five failures, says until when, and lets the right password wait as well', async () => {
    for (const email of [user.email, 'ghost@nowhere.example']) {
      for (let count = 0; count < 5; count += 1) expect((await attempt(email, 'wrong')).status).toBe(401);
      const locked = await attempt(email, password);
      const retryAt = new Date(clock.now() + 30_000).toISOString();
      expect(locked).toMatchObject({ status: 429, problem: { code: 'auth/locked-out', retry_at: retryAt } });
      expect(locked.headers.get('retry-after')).toBe('30');
    }
    expect(await server.sql("select 1 from audit_log where action = 'auth.locked-out'")).toHaveLength(2);
    clock.advanceMs(30_000);
    expect((await attempt(user.email, 'wrong')).status).toBe(401);
    clock.advanceMs(30_000);
    expect((await attempt(user.email, password)).status).toBe(429);
    clock.advanceMs(30_000);
    expect((await attempt(user.email, password)).status).toBe(200);
    expect((await attempt(user.email, 'wrong')).status).toBe(401);
    expect((await attempt(user.email, password)).status).toBe(200);
  });

  it('counts parallel guesses one by one', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, () => attempt(user.email, 'wrong')));
    expect(guesses.filter((reply) => reply.status === 401)).toHaveLength(5);
    expect(guesses.filter((reply) => reply.status === 429)).toHaveLength(7);
  });

  it('does the same work for somebody unknown: same statements, same hashing', async () => {
    const checked: boolean[] = [];
    const real = createPasswordCheck();
    const passwords: PasswordCheck = {
      isRight: (given, phc) => {
        checked.push(phc !== undefined);
        return real.isRight(given, phc);
      },
    };
    const statements = async (email: string): Promise<string[]> => {
      const seen: string[] = [];
      const database = spyOn(server, seen);
      const service = createSignInService(database, clock, passwords, { begin });
      const candidate = await service.examine(email, 'wrong');
      const work = { organizationId: candidate.organizationId, actor: { id: null, name: 'Unknown' }, clock };
      await database.unitOfWork({ ...work, requestId: null, auditAction: 'auth.signed-in' }, async (unit) => {
        await service.admit(unit, candidate, 'Desk', undefined);
        return { status: 200, body: null };
      });
      return seen;
    };
    const known = await statements(user.email);
    const unknown = await statements('phantom@nowhere.example');
    expect(known.length).toBeGreaterThan(3);
    expect(unknown).toEqual(known);
    expect(checked).toEqual([true, false]);
    expect(await real.isRight('anything', undefined)).toBe(false);
  });
});

const begin = (): Promise<never> => Promise.reject(new Error('Nobody may get in here'));

/** The database door, noting which tables each transaction touches and how. */
function spyOn(server: TestServer, seen: string[]): TestServer['database'] {
  const { database } = server;
  const watch = <D extends object>(target: D): D =>
    new Proxy(target, {
      get: (object, name, receiver) => {
        const value: unknown = Reflect.get(object, name, receiver);
        if (typeof value !== 'function' || !/^(selectFrom|insertInto|updateTable)$/.test(String(name))) return value;
        return (...given: unknown[]): unknown => {
          seen.push(`${String(name)} ${String(given[0])}`);
          return Reflect.apply(value, object, given);
        };
      },
    });
  return {
    ...database,
    findSignInOrganization: (email) => {
      seen.push('find organisation');
      return database.findSignInOrganization(email);
    },
    withTenant: (id, run) => database.withTenant(id, (tenant) => run(watch(tenant))),
    unitOfWork: (context, run) =>
      database.unitOfWork(context, (work) => run({ ...work, database: watch(work.database) })),
  };
}
