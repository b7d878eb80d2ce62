import path from 'node:path';
import { Stack } from '../../build/run/stack.ts';
import { practiceStage } from '../story/practice-stage.ts';
import { playStory } from '../story/story.ts';
import { test } from './desktop.fixture.ts';

test('from signing in to a disposition in the ledger, with the server unplugged in between', async ({
  userDataDir,
}, info) => {
  test.setTimeout(240_000);
  const stack = await Stack.prepare({ dataDir: path.join(userDataDir, 'data') });
  await stack.start();
  try {
    const stage = practiceStage(stack, userDataDir, {
      say: (line) => info.annotations.push({ type: 'story', description: line }),
      picture: async (page, name) => {
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
      },
    });
    await playStory(stage);
  } finally {
    await stack.stop();
  }
});
