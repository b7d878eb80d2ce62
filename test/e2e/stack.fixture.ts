/** Specs on the whole product: the desktop app with the real server and the real practice line beside it. */
import { rmSync } from 'node:fs';
import { temporaryFolder } from '../../build/run/data-directory.ts';
import { Stack } from '../../build/run/stack.ts';
import { dial, expect as patient, isTalking, openAccount, phoneIsReady, signIn } from '../story/desk.ts';
import { Observer } from '../story/observer.ts';
import { practiceFarEnd } from '../story/practice-far-end.ts';
import { type Desktop, openDesktop, test as base } from './desktop.fixture.ts';

export const agentEmail = 'agent@demo.example';
/** How the practice line knows this agent. */
export const agentSipUser = 'agent';
/** A level that somebody hears as sound, dBFS; line noise is far below. */
export const audibleDb = -50;

type World = {
  stack: Stack;
  farEnd: ReturnType<typeof practiceFarEnd>;
  /** Signs in beside the app and looks at the server's records. */
  observe: (email: string) => Promise<Observer>;
};

/** Whether desktops of the demo organization may hold permits for the calls that come next. */
export async function clearAhead(stack: Stack, isAllowed: boolean): Promise<void> {
  const officer = new Observer(stack.serverUrl, 'compliance@demo.example');
  await officer.signIn();
  const status = await officer.write('PUT', '/api/organizations/current/reserved-permits', {
    reserves_permits: isAllowed,
  });
  if (status !== 200) throw new Error(`Reserving could not be changed: ${status}`);
}

/** The server and the practice line run once for all specs of a worker; each test has an app and a profile of its own. */
export const test = base.extend<{ desk: Desktop }, World>({
  stack: [
    async ({}, use) => {
      const dataDir = temporaryFolder('deskline-stack-');
      const stack = await Stack.prepare({ dataDir });
      await stack.start();
      // An app that is only closed leaves its reservations for minutes, and the specs share their agents and consumers.
      await clearAhead(stack, false);
      await use(stack);
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  farEnd: [async ({ stack }, use) => use(practiceFarEnd(stack.practiceUrl, stack.pbxSecret)), { scope: 'worker' }],
  observe: [
    async ({ stack }, use) => {
      await use(async (email) => {
        const observer = new Observer(stack.serverUrl, email);
        await observer.signIn();
        return observer;
      });
    },
    { scope: 'worker' },
  ],
  env: async ({ stack }, use) => use({ DESKLINE_SERVER_URL: stack.serverUrl }),
  /** The app with the agent signed in and the phone registered. */
  desk: async ({ userDataDir, env }, use) => {
    const desktop = await openDesktop(userDataDir, { env });
    await signIn(desktop.agentPage, agentEmail);
    await phoneIsReady(desktop.agentPage);
    await use(desktop);
    await desktop.close();
  },
});
export { patient as expect };

/** Opens somebody who may be called now and answers, and talks with them. */
export async function talkToSomebody(
  { agentPage }: Desktop,
  observer: Observer,
): Promise<{ accountId: string; consumerName: string }> {
  const { items } = await observer.queue();
  const account = items.find(
    ({ verdict, phone_number: number }) =>
      (verdict === 'allow' || verdict === 'require') && number !== null && number.endsWith('5550100'),
  );
  if (!account) throw new Error('Nobody in the queue may be called now.');
  await openAccount(agentPage, account.consumer_name);
  await dial(agentPage);
  await isTalking(agentPage);
  return { accountId: account.account_id, consumerName: account.consumer_name };
}
