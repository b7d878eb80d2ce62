/** From the answer to voices in both directions, and from a hotkey to what it does; several calls, each with another account. */
import type { Page } from '@playwright/test';
import type { Stack } from '../../build/run/stack.ts';
import type { Desktop } from '../e2e/desktop.fixture.ts';
import { dial, hangUp, openAccount } from '../story/desk.ts';
import type { Observer } from '../story/observer.ts';
import { practiceFarEnd } from '../story/practice-far-end.ts';
import { wait } from './bench-stack.ts';
import { callableAccounts } from './callable-accounts.ts';
import { callInState, dismiss, within } from './phone-watch.ts';
import { goal, percentile, type Row, spread } from './report.ts';

const mostCalls = 10;
const pressesPerCall = 6;
/** A level that somebody at the other end hears as sound, not as line noise. */
const audibleDb = -50;

declare global {
  interface Window {
    /** When the button of this name was drawn, epoch milliseconds. */
    benchSeen: Promise<number>;
  }
}

export async function audioRows(stack: Stack, desktop: Desktop, observer: Observer): Promise<Row[]> {
  const { agentPage: page } = desktop;
  const farEnd = practiceFarEnd(stack.practiceUrl, stack.pbxSecret);
  const accounts = (await callableAccounts(observer, /5550100$/)).slice(0, mostCalls);
  const metersMs: number[] = [];
  const farEndMs: number[] = [];
  const hotkeyMs: number[] = [];
  for (const { consumer_name: name } of accounts) {
    await openAccount(page, name);
    const meters = firstLevels(page);
    await dial(page);
    const { atMs: activeAtMs } = await callInState(page, 'active');
    farEndMs.push((await heardByFarEnd(() => farEnd.hears('agent'))) - activeAtMs);
    const { inputAtMs, outputAtMs } = await within('levels in both directions', meters);
    metersMs.push(Math.max(inputAtMs, outputAtMs) - activeAtMs);
    for (let press = 0; press < pressesPerCall; press += 1) hotkeyMs.push(await pressMute(desktop, press % 2 === 0));
    await hangUp(page);
    const { callId } = await callInState(page, 'ended');
    await dismiss(page, callId);
  }
  return [
    {
      measure: 'answer → both meters above −50 dBFS (drawn every 100 ms)',
      value: spread(metersMs),
      goal: goal(percentile(metersMs, 0.95), 500, 'p95 ≤ 500 ms'),
    },
    {
      measure: 'answer → the far end has heard 200 ms of the agent (asked every 50 ms)',
      value: spread(farEndMs),
      goal: goal(percentile(farEndMs, 0.95), 500, 'p95 ≤ 500 ms'),
    },
    {
      measure: 'hotkey → mute drawn',
      value: spread(hotkeyMs),
      goal: goal(percentile(hotkeyMs, 0.95), 100, 'p95 ≤ 100 ms'),
    },
  ];
}

/** When the window first heard of sound in each direction during the next call. */
const firstLevels = (page: Page): Promise<{ inputAtMs: number; outputAtMs: number }> =>
  page.evaluate(
    (audible) =>
      new Promise<{ inputAtMs: number; outputAtMs: number }>((resolve) => {
        let inputAtMs = 0;
        let outputAtMs = 0;
        const stop = window.deskline.on('phone:levels', ({ inputDb, outputDb }) => {
          const now = performance.timeOrigin + performance.now();
          if (inputAtMs === 0 && inputDb > audible) inputAtMs = now;
          if (outputAtMs === 0 && outputDb > audible) outputAtMs = now;
          if (inputAtMs === 0 || outputAtMs === 0) return;
          stop();
          resolve({ inputAtMs, outputAtMs });
        });
      }),
    audibleDb,
  );

async function heardByFarEnd(hears: () => Promise<{ levelDbfs: number } | null>): Promise<number> {
  const listen = async (): Promise<number> => {
    for (;;) {
      const heard = await hears();
      if (heard && heard.levelDbfs > audibleDb) return performance.timeOrigin + performance.now();
      // Each answer makes the practice line look for a tone; asking more often would slow down what is measured.
      await wait(50);
    }
  };
  return within('the far end hears the agent', listen());
}

/** Presses the global hotkey; milliseconds until the window has drawn the button that takes it back. */
async function pressMute({ agentPage: page, pressGlobalShortcut }: Desktop, toMuted: boolean): Promise<number> {
  await page.evaluate(
    (label) => {
      window.benchSeen = new Promise((resolve) => {
        const look = (): void => {
          const buttons = [...document.querySelectorAll('.call-bar-actions button')];
          if (!buttons.some((button) => button.textContent.startsWith(label))) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
      });
    },
    toMuted ? 'Unmute' : 'Mute',
  );
  const pressedAtMs = performance.timeOrigin + performance.now();
  await pressGlobalShortcut('CommandOrControl+Shift+M');
  return (
    (await within(
      'mute drawn',
      page.evaluate(() => window.benchSeen),
    )) - pressedAtMs
  );
}
