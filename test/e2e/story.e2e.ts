import path from 'node:path';
import { Stack } from '../../build/run/stack.ts';
import { practiceFarEnd } from '../story/practice-far-end.ts';
import { playStory } from '../story/story.ts';
import { test } from './desktop.fixture.ts';

test('from signing in to a disposition in the ledger, with the server unplugged in between', async ({
  userDataDir,
}, info) => {
  test.setTimeout(240_000);
  const stack = await Stack.prepare({ dataDir: path.join(userDataDir, 'data') });
  await stack.start();
  try {
    await playStory({
      serverUrl: stack.serverUrl,
      stopServer: () => stack.server.stop(),
      startServer: async () => void (await stack.server.start()),
      farEnd: practiceFarEnd(stack.practiceUrl, stack.pbxSecret),
      agentSipUser: 'agent',
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
  }
});
