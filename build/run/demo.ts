/**
 * `npm run demo`: plays the product's story by itself in the real windows (unseen where there is no display), says each
 * step, and leaves pictures in a folder it names. Runs on data of its own, so that it can run beside `npm start`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { practiceStage } from '../../test/story/practice-stage.ts';
import { playStory, type Stage } from '../../test/story/story.ts';
import { buildApp } from './build-app.ts';
import { temporaryFolder } from './data-directory.ts';
import { Stack } from './stack.ts';

const startedAt = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

const folder = temporaryFolder('deskline-demo-');
const pictures = path.join(folder, 'pictures');
mkdirSync(pictures);

say(buildApp() ? 'The desktop app is built.' : 'The desktop app is already built.');
const stack = await Stack.prepare({ dataDir: path.join(folder, 'data') });
let failure: unknown = null;
try {
  await stack.start();
  say(`Server at ${stack.serverUrl}, practice line at ${stack.practiceUrl}.`);
  const picture: Stage['picture'] = async (page, name) => {
    await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  };
  await playStory(practiceStage(stack, folder, { say, picture }));
} catch (error) {
  failure = error;
} finally {
  await stack.stop();
}
for (const name of ['data', 'agent', 'supervisor'])
  rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
if (failure) {
  console.error(failure instanceof Error ? (failure.stack ?? failure.message) : failure);
  say(`The story did not hold. Pictures up to there: ${pictures}`);
  process.exit(1);
}
say(`The story held. Pictures: ${pictures}`);
