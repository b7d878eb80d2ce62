/** The app around the calls: sessions, secrets, links, one instance, refusals, and the walls between its windows. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createId } from '../../shared/domain/ids.ts';
import { demoPassword, dialButton, expectRefused, openAccount, phoneIsReady, signIn } from '../story/desk.ts';
import { type Desktop, isStandIn, openDesktop } from './desktop.fixture.ts';
import { agentEmail, expect, test } from './stack.fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const signInHeading = (page: Page) => page.getByRole('heading', { name: 'Sign in' });

/** Keeps the refresh tokens that main receives from now on where the test can read them. */
async function overhearTokens({ app }: Desktop): Promise<() => Promise<string[]>> {
  await app.evaluate(({ net }) => {
    const overheard: string[] = [];
    Object.assign(globalThis, { overheard });
    const fetch = net.fetch.bind(net);
    net.fetch = async (...request) => {
      const response = await fetch(...request);
      if (response.headers.get('content-type')?.includes('json')) {
        const [, token] = /"refresh_token":"([^"]+)"/.exec(await response.clone().text()) ?? [];
        if (token !== undefined) overheard.push(token);
      }
      return response;
    };
  });
  return () =>
    app.evaluate(() => {
      const heard: unknown = Reflect.get(globalThis, 'overheard');
      return Array.isArray(heard) ? heard.map(String) : [];
    });
}

/** Files of the profile that hold this text, as it is. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

/** Starts the app once more on the same profile, as the system does for a link; resolves when that start has ended. */
async function startAgain(desktop: Desktop, userDataDir: string, link: string): Promise<number | null> {
  const { spawnfile } = desktop.app.process();
  const child = spawn(spawnfile, ['--no-sandbox', `--user-data-dir=${userDataDir}`, root, link], { stdio: 'ignore' });
  return await new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

const callsOf = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.deskline.invoke('phone:get-snapshot', null);
    return reply.ok ? reply.value.calls.length : -1;
  });

test('the session is there again after a restart; a link to a number shows its verdict and dials nothing', async ({
  userDataDir,
  env,
  observe,
}) => {
  test.setTimeout(120_000);
  const first = await openDesktop(userDataDir, { env });
  const tokens = await overhearTokens(first);
  await signIn(first.agentPage, agentEmail);
  await expect.poll(async () => (await tokens()).length).toBeGreaterThan(0);
  const overheard = await tokens();
  await first.close();
  // The key store wraps what is on the disk.
  expect(readdirSync(userDataDir)).toContain('secrets.json');
  for (const token of overheard) expect(filesWith(userDataDir, token)).toEqual([]);

  const second = await openDesktop(userDataDir, { env });
  const { agentPage: page } = second;
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await phoneIsReady(page);

  const { items } = await (await observe(agentEmail)).queue();
  const callable = items.find(
    ({ verdict, phone_number: number }) => (verdict === 'allow' || verdict === 'require') && number !== null,
  );
  const number = callable?.phone_number ?? '';
  expect(number).toMatch(/^\+1\d{10}$/);
  expect(await startAgain(second, userDataDir, `tel:${number}`), 'the second start ends in good order').toBe(0);
  const shown = `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`;
  await expect(page.getByRole('textbox', { name: 'Phone number' })).toHaveValue(shown);
  await expect(page.getByText(/^You may call/).first()).toBeVisible();
  await expect(dialButton(page)).toBeEnabled();
  expect(await callsOf(page), 'calls').toBe(0);
  expect(second.app.windows().filter((each) => each.url().includes('/agent.html'))).toHaveLength(1);
  await second.close();
});

// The stand-in has the key store a test wants.
if (isStandIn) {
  test('without a protected key store one is signed in until the app closes, and no secret is on the disk', async ({
    userDataDir,
    env,
  }) => {
    test.setTimeout(120_000);
    const options = { env: { ...env, ELECTRON_STAND_IN_KEY_STORE: 'basic_text' } };
    const first = await openDesktop(userDataDir, options);
    const tokens = await overhearTokens(first);
    await signIn(first.agentPage, agentEmail);
    await expect(first.agentPage.getByText('You stay signed in until you close Deskline.')).toBeVisible();
    await phoneIsReady(first.agentPage);
    const secrets = [...(await tokens()), demoPassword];
    expect(secrets.length).toBeGreaterThan(1);
    await first.close();
    for (const secret of secrets) expect(filesWith(userDataDir, secret)).toEqual([]);
    expect(readdirSync(userDataDir)).not.toContain('secrets.json');

    const second = await openDesktop(userDataDir, options);
    await expect(signInHeading(second.agentPage)).toBeVisible();
    await second.close();
  });
}

test('an account with seven attempts in seven days is not called, neither by the button nor by the server', async ({
  desk,
  observe,
}) => {
  const { agentPage: page, phonePage } = desk;
  await openAccount(page, 'Marguerite Whitlow');
  await expect(page.getByText('7 of 7 calls counted in 7 days').first()).toBeVisible();
  await expectRefused(page);
  await dialButton(page).click();
  await expect(page.getByText('Refused, and that is on record: its receipt is below.')).toBeVisible();
  await page.getByRole('button', { name: 'Receipt', exact: true }).click();
  await expect(page.getByRole('article', { name: 'Receipt' })).toContainText('No call came of this decision.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');

  const asked = await page.evaluate(() =>
    window.deskline.invoke('calls:dial', {
      phoneNumber: '+12075550104',
      accountId: null,
      remoteName: null,
      clickedAtMs: Date.now(),
    }),
  );
  expect(asked).toMatchObject({ ok: false, problem: { code: 'compliance/blocked' } });
  const token = await phonePage.evaluate(() => window.deskline.invoke('phone:get-token', null));
  const callerId = token.ok ? token.value.caller_ids[0]?.phone_number : undefined;
  const observer = await observe(agentEmail);
  const body = { call_id: createId(), phone_number: '+12075550104', caller_id: callerId, account_id: null };
  expect(await observer.write('POST', '/api/calls/start', body)).toBe(422);
  expect(await callsOf(page), 'calls').toBe(0);
});

test('no page leaves the app, opens a window, or uses the channels of another window', async ({ userDataDir, env }) => {
  const desktop = await openDesktop(userDataDir, { env });
  const { agentPage: page } = desktop;
  await signIn(page, 'supervisor@demo.example');
  const address = page.url();
  const windows = desktop.app.windows().length;
  await page.evaluate(() => {
    window.open('https://elsewhere.example/');
    const link = document.createElement('a');
    link.href = 'https://elsewhere.example/';
    document.body.append(link);
    link.click();
    link.target = '_blank';
    link.click();
    link.remove();
  });
  const stillAnswers = await page.evaluate(() => window.deskline.invoke('app:get-info', null));
  expect(stillAnswers).toMatchObject({ ok: true, value: { window: 'agent' } });
  expect(page.url()).toBe(address);
  await expect.poll(() => desktop.app.windows().length).toBe(windows);

  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /Floor/ }).click();
  const supervisor = await desktop.pageOf('supervisor');
  await expect(supervisor.getByRole('group', { name: 'List of agents' })).toBeVisible();
  for (const each of [supervisor, page]) {
    const refusals = await each.evaluate(async () => {
      const snapshot = await window.deskline.invoke('phone:get-snapshot', null);
      if (!snapshot.ok) return [];
      return [
        await window.deskline.invoke('phone:publish-snapshot', { ...snapshot.value, isPractice: false }),
        await window.deskline.invoke('phone:get-token', null),
      ];
    });
    expect(refusals).toMatchObject([
      { ok: false, problem: { code: 'ipc/untrusted-sender' } },
      { ok: false, problem: { code: 'ipc/untrusted-sender' } },
    ]);
  }
  await desktop.close();
});
