/** The same actions by command line: for stream decks, scripts, and desktops whose global keys do not work. */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { statusSchema } from '../../electron/features/command-line/status.ts';
import { callBar, isTalking, wrapUp } from '../story/desk.ts';
import { type Desktop, openDesktop } from './desktop.fixture.ts';
import { agentEmail, agentSipUser, expect, talkToSomebody, test } from './stack.fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');

type Outcome = { code: number | null; out: string; err: string };
/** Starts the app's own program once more on this profile, with these words and without a display. */
function commandLine({ app }: Desktop, userDataDir: string): (...words: string[]) => Promise<Outcome> {
  const { spawnfile } = app.process();
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  return (...words) =>
    new Promise((resolve) => {
      const child = spawn(spawnfile, ['--no-sandbox', `--user-data-dir=${userDataDir}`, root, ...words], { env });
      const outcome: Outcome = { code: null, out: '', err: '' };
      child.stdout.on('data', (piece: Buffer) => (outcome.out += piece.toString()));
      child.stderr.on('data', (piece: Buffer) => (outcome.err += piece.toString()));
      child.once('close', (code) => resolve({ ...outcome, code }));
    });
}
const statusOf = ({ out }: Outcome) => statusSchema.strict().parse(JSON.parse(out));

test('a call is muted, held, sent keys and ended from the command line, and told as it is', async ({
  desk,
  userDataDir,
  farEnd,
  observe,
}) => {
  test.setTimeout(180_000);
  const { agentPage: page } = desk;
  const run = commandLine(desk, userDataDir);
  await talkToSomebody(desk, await observe(agentEmail));

  expect(await run('mute')).toMatchObject({ code: 0, out: 'Muted.\n' });
  await expect(callBar(page).getByRole('button', { name: 'Unmute' })).toBeVisible();
  expect(await run('mute'), 'is muted already').toMatchObject({ code: 0 });
  const muted = statusOf(await run('status', '--json'));
  expect(muted.calls).toMatchObject([{ state: 'active', is_muted: true, kind: 'consumer', direction: 'outbound' }]);
  expect(muted.agent).toMatchObject({ state: 'on-call', is_outage: false });
  expect(muted.phone.state).toBe('registered');

  expect(await run('hold')).toMatchObject({ code: 0 });
  await expect.poll(() => farEnd.isHeld(agentSipUser)).toBe(true);
  expect(await run('resume')).toMatchObject({ code: 0 });
  await isTalking(page);
  expect(await run('dtmf', '12#')).toMatchObject({ code: 0, out: 'Sent 12#.\n' });
  expect(await run('transfer', 'nobody at all')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no colleague'),
  });
  expect(await run('hangup')).toMatchObject({ code: 0 });
  await expect(callBar(page)).toBeHidden();
  expect(statusOf(await run('status', '--json'))).toMatchObject({ calls: [], agent: { state: 'wrap-up' } });
  expect(await run('hangup')).toMatchObject({ code: 1, err: expect.stringContaining('There is no call.') });
  await wrapUp(page, '8', '');

  const pages = desk.app.windows().filter((each) => each.url().includes('/agent.html'));
  expect(pages, 'no second window').toHaveLength(1);
});

test('a number comes into the dial pad with its verdict, and is dialed only when that allows it', async ({
  desk,
  userDataDir,
}) => {
  test.setTimeout(120_000);
  const { agentPage: page } = desk;
  const run = commandLine(desk, userDataDir);
  const shown = await run('call', '+12075550104');
  expect(shown, 'seven attempts in seven days').toMatchObject({
    code: 1,
    err: expect.stringMatching(/may not be called now/),
  });
  await expect(page.getByRole('textbox', { name: 'Phone number' })).toHaveValue('(207) 555-0104');
  expect(await run('call', '--now', '+12075550104')).toMatchObject({
    code: 1,
    err: expect.stringContaining('1006.14'),
  });
  expect(statusOf(await run('status', '--json')).calls).toEqual([]);
});

test('without Deskline, without a person and without sense there is an exit code for each', async ({
  userDataDir,
  env,
}) => {
  test.setTimeout(120_000);
  const desktop = await openDesktop(userDataDir, { env });
  const run = commandLine(desktop, userDataDir);
  expect(await run('mute')).toMatchObject({ code: 4, err: 'Nobody is signed in.\n' });
  expect(statusOf(await run('status', '--json'))).toMatchObject({ signed_in: null, agent: null, calls: [] });
  expect(await run('frobnicate')).toMatchObject({ code: 2 });
  expect(await run('version')).toMatchObject({ code: 0, out: expect.stringMatching(/^Deskline \d+\.\d+\.\d+\n$/) });
  const mode = statSync(path.join(userDataDir, 'command-line.json')).mode & 0o777;
  expect(process.platform === 'win32' || mode === 0o600, "the secret is this person's").toBe(true);
  await desktop.close();
  expect(await run('status')).toMatchObject({ code: 3, err: 'Deskline is not running.\n' });
});
