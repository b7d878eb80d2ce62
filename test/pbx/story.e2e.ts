/** The product's story in the real desktop app, with a real Asterisk in the voice path that enforces the permit. */
import path from 'node:path';
import { Stack } from '../../build/run/stack.ts';
import { test } from '../e2e/desktop.fixture.ts';
import { playStory } from '../story/story.ts';
import { accountOf, Lab } from './lab/lab.ts';
import { recordedFarEnd } from './lab/recorded-far-end.ts';

test('the story holds behind Asterisk', async ({ userDataDir }, info) => {
  test.setTimeout(240_000);
  const lab = await Lab.prepare(['agent@demo.example', 'supervisor@demo.example']);
  const stack = await Stack.prepare({
    dataDir: path.join(userDataDir, 'data'),
    withPracticeLine: false,
    serverEnvironment: lab.access.serverEnvironment,
  });
  try {
    await stack.start();
    const asterisk = await lab.start(stack.serverUrl, stack.pbxSecret);
    await playStory({
      serverUrl: stack.serverUrl,
      stopServer: () => stack.server.stop(),
      startServer: async () => void (await stack.server.start()),
      farEnd: recordedFarEnd(asterisk.recordings),
      agentSipUser: accountOf(0).username,
      agentProfileDir: path.join(userDataDir, 'agent'),
      supervisorProfileDir: path.join(userDataDir, 'supervisor'),
      answeringNumber: /5550100$/,
      say: (line) => info.annotations.push({ type: 'story', description: line }),
      picture: async (page, name) => {
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
      },
    });
  } finally {
    await stack.stop();
    await lab.stop();
  }
});
