/** C3: what the agent sees may die; the call and what was typed do not. */
import type { Page, TestInfo } from '@playwright/test';
import { callBar, hangUp, isTalking, loudest, phoneIsReady, signIn, wrapUp } from '../story/desk.ts';
import type { Desktop } from './desktop.fixture.ts';
import { agentEmail, agentSipUser, audibleDb, expect, talkToSomebody, test } from './stack.fixture.ts';

/** RTP frames of 20 ms: more than the practice line's meter looks back. */
const framesOfMeter = 50 * 4;

const notesOf = (page: Page) => page.getByRole('region', { name: 'Wrap-up' }).getByLabel('Notes');

const theCall = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.deskline.invoke('phone:get-snapshot', null);
    return reply.ok ? reply.value.calls[0] : undefined;
  });

/** Types notes and waits until the draft is on the disk. */
async function typeNotes(page: Page, callId: string, text: string): Promise<void> {
  await notesOf(page).fill(text);
  const draft = () =>
    page.evaluate(async (id) => {
      const reply = await window.deskline.invoke('calls:get-draft', id);
      return reply.ok ? reply.value?.notes : undefined;
    }, callId);
  await expect.poll(draft).toBe(text);
}

/** The page that took the place of one that died. */
async function successorOf({ app }: Desktop, dead: Page): Promise<Page> {
  const find = () => app.windows().find((page) => page !== dead && page.url().includes('/agent.html'));
  await expect.poll(() => find() !== undefined, { message: 'the agent window is back', intervals: [20] }).toBe(true);
  const page = find();
  if (!page) throw new Error('The agent window closed again.');
  return page;
}

function tell(info: TestInfo, what: string, sinceMs: number): void {
  const description = `${Math.round(performance.now() - sinceMs)} ms`;
  info.annotations.push({ type: what, description });
  console.log(`${what}: ${description}`);
}

test('the agent window dies in a call: the call goes on, the window is back with it and with the notes', async ({
  desk,
  farEnd,
  observe,
}, info) => {
  test.setTimeout(150_000);
  const { agentPage: first } = desk;
  await talkToSomebody(desk, await observe(agentEmail));
  const call = await theCall(first);
  if (!call) throw new Error('There is no call.');
  await typeNotes(first, call.callId, 'Asked for the balance in writing');
  const heardBefore = await farEnd.hears(agentSipUser);
  expect(heardBefore?.frames).toBeGreaterThan(0);

  const diedAt = performance.now();
  await (await desk.windowOf(first)).evaluate((window) => window.webContents.forcefullyCrashRenderer());
  const page = await successorOf(desk, first);
  await isTalking(page);
  tell(info, 'agent window back with its call', diedAt);

  expect(await theCall(page)).toMatchObject({ callId: call.callId, state: 'active', answeredAt: call.answeredAt });
  await expect(notesOf(page)).toHaveValue('Asked for the balance in writing');
  const here = await loudest(page, 3000);
  expect(here.input, 'microphone, dBFS').toBeGreaterThan(audibleDb);
  // Long enough after the death that the far end's meter looks at nothing from before it.
  const framesAtDeath = heardBefore?.frames ?? 0;
  await expect
    .poll(async () => (await farEnd.hears(agentSipUser))?.frames)
    .toBeGreaterThan(framesAtDeath + framesOfMeter);
  expect((await farEnd.hears(agentSipUser))?.levelDbfs, 'at the far end, dBFS').toBeGreaterThan(audibleDb);

  await typeNotes(page, call.callId, 'Asked for the balance in writing, twice');
  const reloadedAt = performance.now();
  await page.reload();
  await isTalking(page);
  tell(info, 'agent window reloaded with its call', reloadedAt);
  await expect(notesOf(page)).toHaveValue('Asked for the balance in writing, twice');
  expect(await theCall(page)).toMatchObject({ callId: call.callId, state: 'active', answeredAt: call.answeredAt });

  await hangUp(page);
  await expect(callBar(page)).toBeHidden();
  expect(await theCall(page)).toMatchObject({ callId: call.callId, endedBy: 'agent' });
});

test('the phone page is loaded anew in a call: the call ends once, and its wrap-up is offered', async ({
  desk,
  observe,
}) => {
  test.setTimeout(120_000);
  const { agentPage: page, phonePage } = desk;
  const observer = await observe(agentEmail);
  const { accountId } = await talkToSomebody(desk, observer);
  const call = await theCall(page);
  await phonePage.reload();
  await expect(page.getByRole('region', { name: 'Wrap-up' })).toContainText('The phone restarted');
  await phoneIsReady(page);
  const record = async () => (await observer.calls({ account_id: accountId, page_size: '1' })).rows[0];
  await expect.poll(async () => (await record())?.ended_at ?? null).not.toBeNull();
  expect((await record())?.id).toBe(call?.callId);
  await wrapUp(page, '5', '');
  await expect(callBar(page)).toBeHidden();
});

test('signing out in a call leaves the call alone; after it the phone unregisters', async ({
  desk,
  farEnd,
  observe,
}) => {
  test.setTimeout(120_000);
  const { agentPage: page } = desk;
  await talkToSomebody(desk, await observe(agentEmail));
  await page.evaluate(() => window.deskline.invoke('auth:sign-out', null));
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  const framesAtSignOut = (await farEnd.hears(agentSipUser))?.frames ?? 0;
  await expect.poll(async () => (await farEnd.hears(agentSipUser))?.frames).toBeGreaterThan(framesAtSignOut + 50);
  expect(await farEnd.isRegistered(agentSipUser)).toBe(true);
  await desk.pressGlobalShortcut('CommandOrControl+Shift+H');
  await expect.poll(() => farEnd.isRegistered(agentSipUser)).toBe(false);
  await signIn(page, agentEmail);
  await expect(page.getByRole('region', { name: 'Wrap-up' })).toContainText('You hung up');
  await wrapUp(page, '5', '');
});
