/** A short outage: this desktop cannot reach the server, the PBX can. What was cleared ahead is placed; nothing else is. */
import type { Page } from '@playwright/test';
import type { QueueItem } from '../../shared/contracts/accounts/accounts.contract.ts';
import { dial, dialButton, hangUp, isTalking, openAccount, phoneIsReady, signIn, wrapUp } from '../story/desk.ts';
import { openDesktop } from './desktop.fixture.ts';
import { ServerLink } from './server-link.ts';
import { agentEmail, clearAhead, expect, test } from './stack.fixture.ts';

const statusBar = (page: Page) => page.getByRole('contentinfo', { name: 'Status' });
const callPane = (page: Page) => page.getByRole('group', { name: 'Call and wrap-up' });

const reservedAccounts = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const reply = await window.deskline.invoke('calls:list-reserved', null);
    return reply.ok ? reply.value.map(({ accountId }) => accountId) : [];
  });

/** Dials as a window that took no notice of its own button would. */
const dialAnyway = (page: Page, { account_id: accountId, phone_number: phoneNumber }: QueueItem): Promise<string> =>
  page.evaluate(
    async (target) => {
      const reply = await window.deskline.invoke('calls:dial', {
        ...target,
        remoteName: null,
        clickedAtMs: Date.now(),
      });
      return reply.ok ? 'placed' : reply.problem.code;
    },
    { accountId, phoneNumber: phoneNumber ?? '' },
  );

test.beforeEach(({ stack }) => clearAhead(stack, true));
test.afterEach(({ stack }) => clearAhead(stack, false));

test('a call that was cleared ahead goes out while the server cannot be reached, and no other does', async ({
  userDataDir,
  stack,
  observe,
}) => {
  test.setTimeout(180_000);
  const observer = await observe(agentEmail);
  const { items } = await observer.queue();
  const callable = items.filter(
    ({ verdict, phone_number: number }) => ['allow', 'require'].includes(verdict) && number !== null,
  );
  const cleared = callable.findLast(({ phone_number: number }) => number?.endsWith('5550100'));
  const other = callable.find(({ account_id: id }) => id !== cleared?.account_id);
  if (!cleared || !other) throw new Error('Nobody in the queue may be called now.');

  const link = await ServerLink.open(stack.serverUrl);
  const desktop = await openDesktop(userDataDir, { env: { DESKLINE_SERVER_URL: link.url } });
  const { agentPage: page } = desktop;
  await signIn(page, agentEmail);
  await phoneIsReady(page);
  // Opened once, so that this computer knows them; what was cleared for the first is given back with the second.
  await openAccount(page, other.consumer_name);
  await expect(dialButton(page)).toBeEnabled();
  await openAccount(page, cleared.consumer_name);
  await expect.poll(() => reservedAccounts(page)).toContain(cleared.account_id);
  const reserved = await reservedAccounts(page);
  expect((await observer.calls({ page_size: '200' })).rows.filter(({ ended_at: end }) => end === null)).toEqual([]);

  await link.cut();
  await expect(statusBar(page)).toContainText('Offline since');
  const unprepared = callable.find(({ account_id: id }) => !reserved.includes(id));
  if (!unprepared) throw new Error('Everybody was cleared ahead');
  expect(await dialAnyway(page, unprepared)).toBe('network/offline');
  await expect(callPane(page)).toContainText(/This call was cleared at .+ and may be placed until /);
  await dial(page);
  await isTalking(page);
  await expect(callPane(page)).toContainText('Placed while the server could not be reached.');
  await hangUp(page);
  await wrapUp(page, '8', 'Reached while the server was away');
  await expect(page.getByText('Saved here').first()).toBeVisible();
  await expect(statusBar(page)).toContainText('Offline since');

  await link.restore();
  await expect(statusBar(page)).toContainText('Everything synced', { timeout: 90_000 });
  const { rows } = await observer.calls({ account_id: cleared.account_id, page_size: '50' });
  const [call] = rows;
  expect(call).toMatchObject({
    phone_number: cleared.phone_number,
    connect_class: 'connected',
    disposition_code: 'third-party',
    ended_by: 'agent',
  });
  const auditor = await observe('auditor@demo.example');
  const redeemed = (await auditor.audit({ action: 'permit.redeemed', page_size: '50' })).rows;
  expect(redeemed.map(({ subject_id: id }) => id)).toContain(call?.id);
  // Signing out gives the rest back.
  await page.evaluate(() => window.deskline.invoke('auth:sign-out', null));
  expect(await reservedAccounts(page)).toEqual([]);
  await desktop.close();
  await link.cut();
});

test('without a reservation the same outage stops the same call', async ({ userDataDir, stack, observe }) => {
  test.setTimeout(120_000);
  const { items } = await (await observe(agentEmail)).queue();
  const callable = items.find(
    ({ verdict, phone_number: number }) => ['allow', 'require'].includes(verdict) && number !== null,
  );
  if (!callable) throw new Error('Nobody in the queue may be called now.');
  const link = await ServerLink.open(stack.serverUrl);
  const desktop = await openDesktop(userDataDir, { env: { DESKLINE_SERVER_URL: link.url } });
  const { agentPage: page } = desktop;
  await signIn(page, agentEmail);
  await phoneIsReady(page);
  await openAccount(page, callable.consumer_name);
  await expect.poll(() => reservedAccounts(page)).toContain(callable.account_id);
  // On a break nothing is held.
  await page.evaluate(() => window.deskline.invoke('live:set-state', { state: 'break', reason: 'lunch' }));
  await expect.poll(() => reservedAccounts(page)).toEqual([]);

  await link.cut();
  await expect(statusBar(page)).toContainText('Offline since');
  expect(await dialAnyway(page, callable)).toBe('network/offline');
  await page.getByRole('button', { name: 'Check the verdict again' }).click();
  await expect(callPane(page)).toContainText('There is no verdict, so this number cannot be called.');
  await expect(dialButton(page)).toBeDisabled();
  await link.restore();
  await expect(dialButton(page)).toBeEnabled({ timeout: 60_000 });
  await desktop.close();
  await link.cut();
});
