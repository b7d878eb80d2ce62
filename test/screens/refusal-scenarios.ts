/** What comes between an agent and a call: a refusal on record, a number barred meanwhile, an attorney, another's account. */
import type { Page } from 'playwright-core';
import type { FakeBridge } from '../../renderer/testing/fake-bridge.ts';
import { fakeAccount, fakeCall, fakeNow, fakeQueue } from '../../renderer/testing/fake-data.ts';
import { fakeBarred } from '../../renderer/testing/fake-decision.ts';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { openFirst, type Shot } from './shot.ts';

declare global {
  interface Window {
    deskFake?: FakeBridge;
  }
}

/** Runs in the page. */
const isAsked = (number: string): boolean =>
  window.deskFake?.requestsTo('compliance:evaluate-pre-dial').some(({ phoneNumber }) => phoneNumber === number) ===
  true;

/** Somebody puts a number on the list once its verdict is on screen. */
const bar = async (page: Page, phoneNumber: string): Promise<void> => {
  await page.waitForFunction(isAsked, phoneNumber);
  // And its verdict is drawn.
  await page.waitForTimeout(200);
  await page.evaluate(
    ([number, decision]) => {
      window.deskFake?.answer('compliance:evaluate-pre-dial', () => decision);
      const change = { phone_number: number, is_listed: true, by_name: 'Celeste Moreau' };
      window.deskFake?.emit('live:event', { type: 'dnc-changed', ...change });
      window.deskFake?.emit('live:event', { type: 'queue-changed' });
    },
    [phoneNumber, fakeBarred] as const,
  );
  // It is also read aloud, in a region of its own.
  await page
    .getByText(/was just put on the do-not-call list/)
    .first()
    .waitFor();
};

const [first, second] = fakeQueue(2);
const withAttorney = (accountId: string) => {
  const account = fakeAccount(accountId);
  const [phone] = account.consumer.phone_numbers;
  if (phone === undefined) throw new Error('The fake account has no number');
  const { id: _id, ...rest } = phone;
  const attorney = {
    ...rest,
    phone_number: '+12125550188',
    kind: 'work' as const,
    name: 'Robin Chase, Chase & Lee LLP',
    practice_scenario: null,
  };
  return { account: { ...account, consumer: { ...account.consumer, attorneys: [attorney] } }, asOf: fakeNow };
};

export const refusalShots: Shot[] = [
  {
    name: 'cockpit-refused-on-record',
    page: 'agent',
    scenario: { verdict: 'block' },
    prepare: async (page) => {
      await openFirst(page);
      await page.getByText(/^Refused. Press Call/).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText(/that is on record/).waitFor();
    },
  },
  {
    name: 'cockpit-barred',
    page: 'agent',
    prepare: async (page) => {
      await openFirst(page);
      await bar(page, first?.phone_number ?? '');
    },
  },
  {
    name: 'call-barred',
    page: 'agent',
    scenario: { calls: [fakeCall()] },
    prepare: async (page) => bar(page, fakeCall().remoteNumber),
  },
  {
    name: 'cockpit-attorney',
    page: 'agent',
    prepare: async (page) => {
      await page.getByRole('option').first().waitFor();
      await page.evaluate(
        (answer) => window.deskFake?.answer('accounts:get', () => ({ ...answer, isStale: false })),
        withAttorney(first?.account_id ?? ''),
      );
      await openFirst(page);
      await page.getByText(/Attorney: Robin Chase/).waitFor();
    },
  },
  {
    name: 'call-dispute-of-another',
    page: 'agent',
    scenario: {
      calls: [fakeCall({ accountId: second?.account_id ?? null, remoteName: second?.consumer_name ?? null })],
    },
    prepare: async (page) => {
      await page.getByRole('option').first().click();
      await page.getByRole('button', { name: /disputes it/ }).waitFor();
    },
  },
  {
    name: 'call-account-unreadable',
    page: 'agent',
    prepare: async (page) => {
      await openFirst(page);
      await page.evaluate(
        ([call, problem]) => {
          window.deskFake?.answer('accounts:get', () => ({ ok: false, problem }));
          window.deskFake?.showCalls([call]);
        },
        [
          fakeCall({ accountId: second?.account_id ?? null, remoteName: second?.consumer_name ?? null }),
          createProblem('network/offline'),
        ] as const,
      );
      // The desk turns to the account of the call; the agent turns back to the one that was open.
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await page.getByRole('option').first().click();
      await page.getByRole('button', { name: 'Read it again' }).waitFor();
    },
  },
];
