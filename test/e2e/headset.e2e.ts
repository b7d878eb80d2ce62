/** Which HID devices the phone page may see, asked of the app as Chromium would. The stand-in has no hardware; it asks. */
import { expect, isStandIn, test } from './desktop.fixture.ts';

if (isStandIn) {
  test('a headset is there for the phone page without asking, a keyboard never, and nothing for other windows', async ({
    desktop,
  }) => {
    const answers = await desktop.app.evaluate(({ BrowserWindow }) => {
      const devices = [
        { deviceId: 'headset', collections: [{ usagePage: 0x0b, usage: 5 }] },
        { deviceId: 'keyboard', collections: [{ usagePage: 1, usage: 6 }] },
      ];
      return BrowserWindow.getAllWindows().flatMap(({ webContents }) => {
        const ask: unknown = Reflect.get(webContents.session, '_askAboutHid');
        if (typeof ask !== 'function') throw new Error('this is not the stand-in');
        const page = new URL(webContents.getURL()).pathname;
        return devices.map((device) => ({
          page,
          device: device.deviceId,
          answer: Reflect.apply(ask, webContents.session, [webContents, device]) as unknown,
        }));
      });
    });
    const allowed = { isAllowed: true, isChosen: true };
    const refused = { isAllowed: false, isChosen: false };
    expect(answers.toSorted((a, b) => a.page.localeCompare(b.page))).toEqual([
      { page: '/agent.html', device: 'headset', answer: refused },
      { page: '/agent.html', device: 'keyboard', answer: refused },
      { page: '/phone.html', device: 'headset', answer: allowed },
      { page: '/phone.html', device: 'keyboard', answer: refused },
    ]);
  });
}

test('the click that connects a headset is lent to the hidden phone page', async ({ desktop }) => {
  const { agentPage, phonePage } = desktop;
  // What a test evaluates counts as a click in the page: it is waited for until that has run out (HTML, section 6.4.1).
  await phonePage.evaluate(async () => {
    Object.assign(navigator.hid, {
      requestDevice: () => {
        Object.assign(globalThis, { wasClicked: navigator.userActivation.isActive });
        return Promise.resolve([]);
      },
    });
    while (navigator.userActivation.isActive) await new Promise((resolve) => setTimeout(resolve, 100));
  });
  const asked = await agentPage.evaluate(() => window.deskline.invoke('phone:command', { do: 'connect-headset' }));
  expect(asked).toMatchObject({ ok: true });
  const wasClicked = () => phonePage.evaluate((): unknown => Reflect.get(globalThis, 'wasClicked'));
  await expect.poll(async () => typeof (await wasClicked())).toBe('boolean');
  expect(await wasClicked()).toBe(true);
});
