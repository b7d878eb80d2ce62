/** D1 on the whole app: what the agent saved is on the server exactly once, whatever happens in between. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { CallRow } from '../../shared/contracts/calls/calls.contract.ts';
import type { PracticeScenarioCode } from '../../shared/domain/telephony/practice-scenarios.ts';
import { hangUp, isTalking, phoneIsReady, signIn, wrapUp } from '../story/desk.ts';
import type { Observer } from '../story/observer.ts';
import { type Desktop, openDesktop } from './desktop.fixture.ts';
import { agentEmail, agentSipUser, expect, test } from './stack.fixture.ts';

const statusBar = (page: Page) => page.getByRole('contentinfo', { name: 'Status' });

const itemsWaiting = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.deskline.invoke('outbox:get-status', null);
    return reply.ok ? reply.value.waiting : -1;
  });

/** Incoming calls need no server: the practice line rings, the agent talks and hangs up. */
async function talkWithCaller(
  { agentPage: page, pressGlobalShortcut }: Desktop,
  farEnd: { ring: (agent: string, fromNumber: string, scenario: PracticeScenarioCode) => Promise<void> },
  phoneNumber: string,
): Promise<void> {
  await farEnd.ring(agentSipUser, phoneNumber, 'person');
  await expect(page.getByRole('region', { name: 'Calls' })).toContainText('Incoming from');
  await pressGlobalShortcut('CommandOrControl+Shift+A');
  await isTalking(page);
  await hangUp(page);
}

const recordsOf = async (observer: Observer, phoneNumber: string): Promise<CallRow[]> =>
  (await observer.calls({ page_size: '50' })).rows.filter((row) => row.phone_number === phoneNumber);

/** Ends the main process as a power cut does, and waits until nothing of the app runs on this profile. */
async function killDesktop({ app }: Desktop, userDataDir: string): Promise<void> {
  const child = app.process();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  await expect.poll(() => processesOn(userDataDir), { message: 'processes left on the profile' }).toEqual([]);
}

function processesOn(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${folder}`);
    } catch {
      return false;
    }
  });
}

// Finds what is left of a killed app in /proc.
if (process.platform === 'linux') {
  test('three wrap-ups survive kill -9 with the server away, and are on the server exactly once when it is back', async ({
    userDataDir,
    env,
    stack,
    farEnd,
    observe,
  }) => {
    test.setTimeout(240_000);
    const callers = ['+14155550181', '+14155550182', '+14155550183'];
    const killed = await openDesktop(userDataDir, { env });
    await signIn(killed.agentPage, agentEmail);
    await phoneIsReady(killed.agentPage);
    await stack.server.kill();
    for (const caller of callers) {
      await talkWithCaller(killed, farEnd, caller);
      await wrapUp(killed.agentPage, '8', `Spoke with somebody at ${caller}`);
      await expect(killed.agentPage.getByText('Saved here').first()).toBeVisible();
    }
    const waiting = await itemsWaiting(killed.agentPage);
    expect(waiting, 'three wrap-ups and what happened in three calls').toBeGreaterThanOrEqual(6);
    await killDesktop(killed, userDataDir);

    const desktop = await openDesktop(userDataDir, { env });
    const { agentPage: page } = desktop;
    // The end of a wrap-up is an item of its own, and may have come between the look and the kill.
    await expect.poll(() => itemsWaiting(page)).toBeGreaterThanOrEqual(waiting);
    await expect(statusBar(page)).toContainText('Offline since');
    await stack.server.start();
    await expect(statusBar(page)).toContainText('Everything synced', { timeout: 90_000 });

    const observer = await observe(agentEmail);
    const { rows: audited } = await (
      await observe('auditor@demo.example')
    ).audit({ action: 'call.dispositioned', page_size: '200' });
    for (const caller of callers) {
      const records = await recordsOf(observer, caller);
      expect(records).toMatchObject([
        { direction: 'inbound', disposition_code: 'third-party', disposition_version: 1, connect_class: 'connected' },
      ]);
      expect(records[0]?.ended_at).not.toBeNull();
      expect(audited.filter((row) => row.subject_id === records[0]?.id)).toHaveLength(1);
    }
    await desktop.close();
  });
}

test('a wrap-up the server refuses is shown, corrected, sent again, and is on the server', async ({
  desk,
  farEnd,
  observe,
}) => {
  test.setTimeout(120_000);
  const { agentPage: page } = desk;
  const caller = '+14155550184';
  const observer = await observe(agentEmail);
  await talkWithCaller(desk, farEnd, caller);
  const record = async () => (await recordsOf(observer, caller))[0];
  await expect.poll(async () => (await record())?.ended_at ?? null).not.toBeNull();
  const callId = (await record())?.id ?? '';
  // Somebody else is quicker: what the agent saves now is built on a version that is no more.
  const theirs = { code: 'no-answer', saved_at: new Date().toISOString(), base_version: 0 };
  expect(await observer.write('PUT', `/api/calls/${callId}/disposition`, theirs)).toBe(200);

  await wrapUp(page, '8', 'Spoke with a neighbor');
  await expect(statusBar(page)).toContainText('1 item needs attention');
  await statusBar(page).getByText('1 item needs attention').click();
  const card = page.getByRole('article', { name: 'Disposition: Third party' });
  await expect(card.getByLabel('Notes')).toHaveValue('Spoke with a neighbor');
  expect(await record()).toMatchObject({ disposition_code: 'no-answer', disposition_version: 1 });
  await card.getByLabel('Notes').fill('Spoke with a neighbor, asked to call in the evening');
  await card.getByRole('button', { name: /Replace the server.s version 1/ }).click();
  await card.getByRole('button', { name: 'Send again' }).click();
  await expect(statusBar(page)).toContainText('Everything synced');
  await expect(page.getByText('Nothing needs your attention')).toBeVisible();
  expect(await record()).toMatchObject({ disposition_code: 'third-party', disposition_version: 2 });
});
