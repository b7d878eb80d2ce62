/** A call comes in: the toast shows it and takes nothing from the person who is typing elsewhere. */
import type { Page } from '@playwright/test';
import type { CallRow } from '../../shared/contracts/calls/calls.contract.ts';
import { callBar, hangUp, isTalking, wrapUp } from '../story/desk.ts';
import type { Observer } from '../story/observer.ts';
import type { Desktop } from './desktop.fixture.ts';
import { agentEmail, agentSipUser, expect, test } from './stack.fixture.ts';

/** The toast of the call that rings now: each ringing call has one of its own. */
async function ringingToast({ app, pageOf }: Desktop): Promise<Page> {
  const isOpen = () => app.windows().some((page) => !page.isClosed() && page.url().includes('/toast.html'));
  await expect.poll(isOpen, { message: 'the toast is open' }).toBe(true);
  const toast = await pageOf('toast');
  await expect(toast.getByRole('button', { name: /Answer/ })).toBeVisible();
  return toast;
}

const toastIsGone = ({ app }: Desktop) =>
  expect
    .poll(() => app.windows().filter((page) => page.url().includes('/toast.html')).length, { message: 'open toasts' })
    .toBe(0);

/** The server's record of the call from this number, once it is there and as wanted. */
async function recordOf(
  observer: Observer,
  phoneNumber: string,
  isAsWanted: (row: CallRow) => boolean,
): Promise<CallRow> {
  let row: CallRow | undefined;
  await expect(async () => {
    const { rows } = await observer.calls({ page_size: '50' });
    row = rows.find((each) => each.phone_number === phoneNumber);
    expect(row !== undefined && isAsWanted(row), `the record of ${phoneNumber}`).toBe(true);
  }).toPass({ timeout: 30_000 });
  if (!row) throw new Error(`There is no record of ${phoneNumber}.`);
  return row;
}
const isEnded = ({ ended_at: endedAt }: CallRow): boolean => endedAt !== null;

test('an incoming call never takes the focus, and is answered by hotkey, by button, or declined', async ({
  desk,
  farEnd,
  observe,
}) => {
  test.setTimeout(150_000);
  const { agentPage: page } = desk;
  const observer = await observe(agentEmail);
  const agentWindow = await desk.windowOf(page);
  const me = await page.evaluate(async () => {
    const reply = await window.deskline.invoke('auth:get-state', null);
    return reply.ok && reply.value.state === 'signed-in' ? reply.value.me.id : null;
  });
  const field = page.getByRole('textbox', { name: 'Phone number' });
  await field.focus();
  await page.keyboard.type('20255');

  await farEnd.ring(agentSipUser, '+13125550177', 'person');
  const first = await ringingToast(desk);
  const toastWindow = await desk.windowOf(first);
  expect(
    await toastWindow.evaluate((window) => [
      window.isVisible(),
      window.isAlwaysOnTop(),
      window.isFocusable(),
      window.isFocused(),
    ]),
    'the toast is visible, on top, cannot be focused and is not',
  ).toEqual([true, true, false, false]);
  expect(await agentWindow.evaluate((window) => window.isFocused()), 'the agent window keeps the focus').toBe(true);
  await page.keyboard.type('501');
  await expect(field).toHaveValue('(202) 555-01');
  await expect(field).toBeFocused();
  await expect(first.getByRole('main', { name: 'Incoming call' })).toContainText('(312) 555-0177');

  await desk.pressGlobalShortcut('CommandOrControl+Shift+A');
  await isTalking(page);
  await toastIsGone(desk);
  await hangUp(page);
  await wrapUp(page, '8', 'Asked for somebody else.');
  const answered = await recordOf(observer, '+13125550177', ({ disposition_version: version }) => version === 1);
  expect(answered).toMatchObject({ direction: 'inbound', agent_id: me, disposition_code: 'third-party' });
  expect(answered.answered_at).not.toBeNull();

  await farEnd.ring(agentSipUser, '+13125550178', 'person');
  await (await ringingToast(desk)).getByRole('button', { name: /Answer/ }).click();
  await isTalking(page);
  await toastIsGone(desk);
  await desk.pressGlobalShortcut('CommandOrControl+Shift+H');
  await wrapUp(page, '8', '');
  expect((await recordOf(observer, '+13125550178', isEnded)).answered_at).not.toBeNull();

  await farEnd.ring(agentSipUser, '+13125550179', 'person');
  await (await ringingToast(desk)).getByRole('button', { name: /Decline/ }).click();
  await toastIsGone(desk);
  await expect(callBar(page)).toContainText('(312) 555-0179');
  expect(await recordOf(observer, '+13125550179', isEnded)).toMatchObject({ direction: 'inbound', answered_at: null });
});
