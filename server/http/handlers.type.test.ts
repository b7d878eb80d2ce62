/** What must not compile does not: each line below it would be a mistake that only a customer finds. */
import { describe, expectTypeOf, it } from 'vitest';
import type { Contract, EndpointId } from '../../shared/contracts/contract.ts';
import { ProblemError } from '../../shared/contracts/core/problem.ts';
import type { TenantDatabase } from '../db/transaction.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { callEndpoint } from '../testing/test-server.ts';
import { type HandlerInput, type Handlers, Refusal } from './handlers.ts';

const organization = {
  id: 'o',
  name: 'n',
  caller_name: 'c',
  zone: 'UTC',
  is_practice: false,
  caller_ids: [],
  shows_supervision: true,
  reserves_permits: false,
  created_at: '2026-11-23T15:00:00Z',
};

/** Never run; compiled. */
const wrongCalls = (): Promise<unknown>[] => [
  // @ts-expect-error an operation that does not exist
  callEndpoint('', 'openTheSafe', {}),
  // @ts-expect-error params are missing
  callEndpoint('', 'getOrganization', {}),
  // @ts-expect-error a body of another shape
  callEndpoint('', 'signIn', { body: { email: 7, password: 'x' } }),
  callEndpoint('', 'getMe', {}),
];

describe('handlers, as the compiler sees them', () => {
  it('are complete, known, and answer as declared', () => {
    // @ts-expect-error an operation that the contract does not know
    type Unknown = Handlers<'openTheSafe'>;
    // @ts-expect-error a handler is missing
    const missing: Handlers<'getOrganization' | 'getCurrentOrganization'> = {
      getOrganization: () => ({ status: 200, body: organization }),
    };
    const superfluous: Handlers<'getOrganization'> = {
      getOrganization: () => ({ status: 200, body: organization }),
      // @ts-expect-error a handler that was not asked for
      getMe: () => ({ status: 200, body: organization }),
    };
    const undeclaredStatus: Handlers<'getOrganization'> = {
      // @ts-expect-error a status that is not declared
      getOrganization: () => ({ status: 418, body: organization }),
    };
    const wrongBody: Handlers<'getOrganization'> = {
      // @ts-expect-error a body of another shape
      getOrganization: () => ({ status: 200, body: { id: 'o' } }),
    };
    const refusingRead: Handlers<'getOrganization'> = {
      // @ts-expect-error a read keeps nothing, so it cannot keep a refusal
      getOrganization: () => new Refusal('call.refused', new ProblemError('compliance/blocked')),
    };
    const withoutWork: Handlers<'signIn'> = {
      // @ts-expect-error a public write that did not go through an audited unit of work
      signIn: () => ({ status: 200, body: {} }),
    };
    expectTypeOf([missing, superfluous, undeclaredStatus, wrongBody, refusingRead, withoutWork]).not.toBeAny();
    expectTypeOf<Unknown>().not.toBeAny();
  });

  it('get what their endpoint allows, and no more', () => {
    expectTypeOf<HandlerInput<Contract['sendFeedback']>['work']>().toEqualTypeOf<UnitOfWork>();
    expectTypeOf<HandlerInput<Contract['sendFeedback']>>().not.toHaveProperty('database');
    expectTypeOf<HandlerInput<Contract['getMe']>['database']>().toEqualTypeOf<TenantDatabase>();
    expectTypeOf<HandlerInput<Contract['getMe']>>().not.toHaveProperty('work');
    expectTypeOf<HandlerInput<Contract['getLiveness']>>().not.toHaveProperty('database');
    expectTypeOf<HandlerInput<Contract['openLiveFeed']>>().toHaveProperty('stream');
    expectTypeOf<HandlerInput<Contract['openLiveFeed']>>().not.toHaveProperty('database');
    expectTypeOf<HandlerInput<Contract['redeemPermit']>>().not.toHaveProperty('work');
    expectTypeOf<HandlerInput<Contract['getOrganization']>['params']>().toEqualTypeOf<{ id: string }>();
  });

  it('cannot begin or end a transaction of their own', () => {
    expectTypeOf<TenantDatabase>().not.toHaveProperty('transaction');
    expectTypeOf<TenantDatabase>().not.toHaveProperty('connection');
    expectTypeOf<TenantDatabase>().not.toHaveProperty('destroy');
  });

  it('are called with what the contract asks for', () => {
    expectTypeOf(wrongCalls).toBeFunction();
    expectTypeOf<EndpointId>().not.toBeNever();
  });
});
