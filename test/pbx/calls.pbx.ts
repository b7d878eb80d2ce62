/** Calls through a real Asterisk: what phones must be able to do behind a PBX beside getting past the gate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dial, eventually, expectToEnd, expectToHear, expectToRing, hangUp } from '../phones/hear.ts';
import { openPhones, type Phone, type PhoneBooth } from '../phones/open-phones.ts';
import { accountOf, Lab } from './lab/lab.ts';
import { holdMusicHz, passwordOf } from './lab/asterisk-configuration.ts';

const noServer = 'http://127.0.0.1:9';
const firstToneHz = 500;
const secondToneHz = 800;
const milliwattHz = 1004;

let lab: Lab;
let booth: PhoneBooth;
let first: Phone;
let second: Phone;

const openPhone = (index: number, toneHz: number, password = accountOf(index).password) =>
  openPhoneOf(accountOf(index).username, toneHz, password);
const openPhoneOf = (username: string, toneHz = 440, password = passwordOf(username)) => {
  const { sipUrl: serverUrl, domain } = lab.access;
  return booth.open({ serverUrl, domain, toneHz, user: username, username, password });
};

beforeAll(async () => {
  lab = await Lab.prepare([]);
  await lab.start(noServer, 'unused');
  booth = await openPhones();
  first = (await openPhone(0, firstToneHz)).phone;
  second = (await openPhone(1, secondToneHz)).phone;
  for (const phone of [first, second]) await phone.evaluate((inner) => inner.register());
});
afterAll(async () => {
  await booth.close();
  await lab.stop();
});

const talk = async (): Promise<string> => {
  const result = dial(first, '1002');
  await expectToRing(second);
  await second.evaluate((inner) => inner.answer());
  return (await result).outcome;
};

describe('behind Asterisk', () => {
  it('a wrong password does not register', async () => {
    const { page, phone } = await openPhone(2, 440, 'guess');
    expect(await phone.evaluate((inner) => inner.register())).toBe(401);
    await page.close();
  });

  it.each([
    ['sha-256', 401],
    ['either', 200],
  ])('SIP.js signs in with MD5 only: where the PBX wants %s the answer is %i', async (user, status) => {
    const { page, phone } = await openPhoneOf(user);
    expect(await phone.evaluate((inner) => inner.register())).toBe(status);
    await page.close();
  });

  it('an echo comes back, encrypted', async () => {
    expect((await dial(first, 'echo')).outcome).toBe('established');
    await expectToHear(first, firstToneHz);
    expect(await first.evaluate((inner) => inner.mediaStats())).toMatchObject({ dtls: 'connected' });
    await hangUp(first);
  });

  it('agents call each other without a permit, while the server is away', async () => {
    expect(await talk()).toBe('established');
    await expectToHear(first, secondToneHz);
    await expectToHear(second, firstToneHz);
    await hangUp(second);
    await expectToEnd(first);
  });

  it('a refusal by the other agent arrives', async () => {
    const result = dial(first, '1002');
    await expectToRing(second);
    await second.evaluate((inner) => inner.refuse(486));
    expect((await result).statuses.at(-1)).toBe(486);
  });

  it('hold plays music to the other side, and resume brings the voices back', async () => {
    expect(await talk()).toBe('established');
    await expectToHear(second, firstToneHz);
    expect(await first.evaluate((inner) => inner.hold(true))).toBe(200);
    await eventually(async () => {
      const { hz } = await second.evaluate((inner) => inner.listen());
      expect(holdMusicHz.some((tone) => Math.abs(tone - hz) < 12)).toBe(true);
    });
    expect(await first.evaluate((inner) => inner.hold(false))).toBe(200);
    await expectToHear(second, firstToneHz);
    await expectToHear(first, secondToneHz);
    await hangUp(first);
    await expectToEnd(second);
  });

  it('keys arrive as RTP events', async () => {
    expect((await dial(first, '603')).outcome).toBe('established');
    // Asterisk waits in silence, so the way is open when packets leave.
    await eventually(async () =>
      expect((await first.evaluate((inner) => inner.mediaStats())).sent).toBeGreaterThan(10),
    );
    expect(await first.evaluate((inner) => inner.press('1589'))).toBe(true);
    await expectToEnd(first);
    expect(lab.asterisk.databaseValue('dtmf', 'last')).toBe('1589');
  });

  it('keys arrive as INFO requests', async () => {
    expect((await dial(first, '603')).outcome).toBe('established');
    for (const key of '2*4#') expect(await first.evaluate((inner, given) => inner.pressWithInfo(given), key)).toBe(200);
    await expectToEnd(first);
    expect(lab.asterisk.databaseValue('dtmf', 'last')).toBe('2*4');
  });

  it('star and hash can be dialled', async () => {
    expect((await dial(first, '*55%23')).outcome).toBe('established');
    await expectToHear(first, milliwattHz);
    await hangUp(first);
  });

  it('who is not there is said to be not there', async () => {
    expect((await dial(first, '777')).statuses.at(-1)).toBe(404);
  });

  it('a call that is given up stops ringing', async () => {
    void dial(first, '1002');
    await expectToRing(second);
    await first.evaluate((inner) => inner.cancel());
    await eventually(async () => expect(await second.evaluate((inner) => inner.ringing())).toBeNull());
    await expectToEnd(first);
  });

  it('somebody calls in, with number and name', async () => {
    lab.asterisk.callIn('1001', 'tone');
    await expectToRing(first);
    expect(await first.evaluate((inner) => inner.ringing())).toEqual({ user: '+13125550142', name: 'Pat Example' });
    await first.evaluate((inner) => inner.answer());
    await expectToHear(first, milliwattHz);
    await hangUp(first);
  });

  it('phones are back after Asterisk was gone, and what it wrote down stays', async () => {
    const before = lab.asterisk.cdr().length;
    expect(before).toBeGreaterThan(0);
    await lab.asterisk.halt();
    await lab.asterisk.resume();
    for (const phone of [first, second])
      await eventually(async () => expect(await phone.evaluate((inner) => inner.register())).toBe(200));
    expect(await talk()).toBe('established');
    await expectToHear(first, secondToneHz);
    await hangUp(first);
    await eventually(() => expect(lab.asterisk.cdr().length).toBeGreaterThan(before));
  });

  it('a transfer to an outside number is no way around the gate', async () => {
    expect(await talk()).toBe('established');
    await first.evaluate((inner) => inner.refer('+12125550100'));
    await expectToEnd(second);
    expect(lab.asterisk.log()).not.toContain('deskline-trunk,+12125550100');
    expect(lab.asterisk.log()).toContain('Deskline refused the dial permit');
    await hangUp(first);
  });
});
