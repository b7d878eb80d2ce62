import { expect, it } from 'vitest';
import { ok } from '../../../shared/contracts/core/result.ts';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { aToken } from '../../testing/pbx-samples.ts';
import { createPhoneTokens } from './phone-token.ts';

function setUp() {
  const clock = new FixedClock();
  const world = { problem: null as Problem['code'] | null };
  const token = aToken();
  const { api } = fakeApi({ issuePhoneToken: () => (world.problem === null ? ok(token) : refusal(world.problem)) });
  return { clock, world, token, tokens: createPhoneTokens(api, clock) };
}

it('the last token is good until it runs out while the server is away', async () => {
  const { clock, world, token, tokens } = setUp();
  expect(tokens.pbx()).toBeNull();
  expect(await tokens.issue()).toEqual(token);
  expect(tokens.pbx()?.domain).toBe('pbx.example');
  world.problem = 'network/offline';
  clock.advanceMs(600_000);
  expect(await tokens.issue()).toEqual({ ...token, sip: { ...token.sip, expires_in_seconds: 3000 } });
  clock.advanceMs(3_000_000);
  await expect(tokens.issue()).rejects.toMatchObject({ problem: { code: 'network/offline' } });
});

it('a refusal of the server is one, and nobody registers with the token of the one before', async () => {
  const { world, tokens } = setUp();
  await tokens.issue();
  world.problem = 'permission/denied';
  await expect(tokens.issue()).rejects.toMatchObject({ problem: { code: 'permission/denied' } });
  world.problem = 'network/offline';
  tokens.forget();
  await expect(tokens.issue()).rejects.toMatchObject({ problem: { code: 'network/offline' } });
  expect(tokens.callerIds()).toEqual([]);
  expect(tokens.pbx()?.domain, 'a call that goes on can still call for help').toBe('pbx.example');
});
