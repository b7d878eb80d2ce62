/**
 * The product's story, played in the real windows: an agent signs in, sees the queue and a verdict, dials, talks in both
 * directions, hangs up, saves a disposition while the server is down, and the disposition is on the server exactly once
 * after it is back; a supervisor sees it happen. Played by the end-to-end spec, the PBX suite and `npm run demo`.
 */
import type { Page } from '@playwright/test';
import { openDesktop, type Desktop } from '../e2e/desktop.fixture.ts';
import {
  callBar,
  expect,
  dial,
  dialButton,
  hangUp,
  isTalking,
  loudest,
  openAccount,
  phoneIsReady,
  signIn,
  wrapUp,
} from './desk.ts';
import { Observer } from './observer.ts';
import type { FarEnd } from './practice-far-end.ts';

export type Stage = {
  serverUrl: string;
  /** Takes the server away and brings it back. */
  stopServer: () => Promise<void>;
  startServer: () => Promise<void>;
  farEnd: FarEnd;
  /** How the far end knows the agent. */
  agentSipUser: string;
  agentProfileDir: string;
  supervisorProfileDir: string;
  /** Only accounts whose number ends like this have somebody who answers and talks. */
  answeringNumber: RegExp;
  say: (line: string) => void;
  picture: (page: Page, name: string) => Promise<void>;
};

/** A level that somebody at the other end hears as sound, not as line noise. */
const audibleDb = -50;

export async function playStory(stage: Stage): Promise<void> {
  const { say, picture, serverUrl } = stage;
  const env = { DESKLINE_SERVER_URL: serverUrl };
  const desktops: Desktop[] = [];
  try {
    const agent = await openDesktop(stage.agentProfileDir, { env });
    desktops.push(agent);
    const supervisor = await openDesktop(stage.supervisorProfileDir, { env });
    desktops.push(supervisor);
    const page = agent.agentPage;
    await picture(page, '01-sign-in');
    await signIn(page, 'agent@demo.example');
    await phoneIsReady(page);
    say('The agent has signed in; the phone is registered.');
    const floor = await openFloor(supervisor);
    say('A supervisor has the floor in view.');

    const before = new Observer(serverUrl, 'agent@demo.example');
    await before.signIn();
    const account = await chooseAccount(before, stage.answeringNumber);
    await openAccount(page, account.consumer_name);
    await expect(dialButton(page)).toBeEnabled();
    await picture(page, '02-verdict');
    say(`${account.consumer_name} is open; the verdict beside the button allows the call.`);

    await dial(page);
    await isTalking(page);
    say('The call is answered.');
    await talkBothWays(page, stage);
    await picture(page, '03-in-call');
    await expect(floor).toContainText('On a call');
    await picture(await supervisor.pageOf('supervisor'), '04-floor-during-call');
    say('The supervisor sees the agent on call.');
    await hangUp(page);
    await expect(page.getByRole('region', { name: 'Wrap-up' })).toBeVisible();

    await stage.stopServer();
    say('The server is unplugged.');
    const notes = `Talked, asked for a statement. ${new Date().toISOString()}`;
    await wrapUp(page, '2', notes);
    await expect(page.getByText('Saved here').first()).toBeVisible();
    await picture(page, '05-saved-here');
    say('The disposition is saved here, with no server.');
    await stage.startServer();
    say('The server is plugged in again.');
    await expect(page.getByText('Synced').first()).toBeVisible({ timeout: 90_000 });
    await picture(page, '06-synced');

    await wasSavedOnce(serverUrl, account.account_id);
    say('The disposition is on the server exactly once.');
    await expect(floor).toContainText(/Available|Wrap-up/);
    await picture(await supervisor.pageOf('supervisor'), '07-floor-after-call');
    say('The supervisor sees the day’s counts with this call in them.');
  } catch (error) {
    // What the person would have seen at the moment it broke.
    for (const [index, desktop] of desktops.entries())
      await picture(desktop.agentPage, `broken-${index}`).catch(() => undefined);
    throw error;
  } finally {
    for (const desktop of desktops.toReversed()) await desktop.close();
  }
}

/** Signs the supervisor in, opens the supervisor window, and gives the list of agents. */
async function openFloor(supervisor: Desktop) {
  await signIn(supervisor.agentPage, 'supervisor@demo.example');
  await supervisor.agentPage
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: /Floor/ })
    .click();
  const window = await supervisor.pageOf('supervisor');
  const agents = window.getByRole('group', { name: 'List of agents' });
  await expect(agents).toBeVisible();
  return agents;
}

/** The first account of the queue that may be called now and has somebody who answers. */
async function chooseAccount(observer: Observer, answering: RegExp) {
  const { items } = await observer.queue();
  const found = items.find(
    ({ verdict, phone_number: number }) =>
      (verdict === 'allow' || verdict === 'require') && number !== null && answering.test(number),
  );
  if (!found) throw new Error('No account in the queue may be called now.');
  return found;
}

/** Both ends measure: the window's meters show both voices, and the far end hears the microphone's tone. */
async function talkBothWays(page: Page, { farEnd, agentSipUser, say }: Stage): Promise<void> {
  const here = await loudest(page, 4_000);
  expect(here.input, 'level of the microphone here, dBFS').toBeGreaterThan(audibleDb);
  expect(here.output, 'level of the other voice here, dBFS').toBeGreaterThan(audibleDb);
  await expect
    .poll(async () => (await farEnd.hears(agentSipUser))?.levelDbfs ?? -100, {
      message: 'level at the far end, dBFS',
    })
    .toBeGreaterThan(audibleDb);
  const there = await farEnd.hears(agentSipUser);
  say(
    `Audio both ways: here microphone ${here.input.toFixed(0)} dBFS, other voice ${here.output.toFixed(0)} dBFS; the far end hears ${there?.levelDbfs.toFixed(0) ?? '?'} dBFS.`,
  );
  await expect(callBar(page)).toBeVisible();
}

/** Asks the server: one call with this account, dispositioned once, and one audit row for it. */
async function wasSavedOnce(serverUrl: string, accountId: string): Promise<void> {
  const agent = new Observer(serverUrl, 'agent@demo.example');
  await agent.signIn();
  const { rows } = await agent.calls({ account_id: accountId, page_size: '5' });
  const [call] = rows;
  expect(call?.disposition_code).toBe('right-party-no-promise');
  expect(call?.disposition_version).toBe(1);
  expect(call?.answered_at).not.toBeNull();
  const auditor = new Observer(serverUrl, 'auditor@demo.example');
  await auditor.signIn();
  const audit = await auditor.audit({ action: 'call.dispositioned', page_size: '200' });
  expect(audit.rows.filter((row) => row.subject_id === call?.id)).toHaveLength(1);
}
