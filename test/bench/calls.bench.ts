/**
 * Calls: from the click to the INVITE beside bare SIP.js on the same page, from the answer to voices in both directions,
 * from a hotkey to what it does.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Page } from '@playwright/test';
import type { Stack } from '../../build/run/stack.ts';
import type { ApiClient } from '../../electron/sync/api-client.ts';
import { valueOf } from '../../electron/sync/value-of.ts';
import { isoNow, systemClock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import { defaultSwitches, type Desktop, openDesktop } from '../e2e/desktop.fixture.ts';
import { isStandIn } from '../host/launch-under-test.ts';
import { dialButton, expect, openAccount, phoneIsReady, signIn } from '../story/desk.ts';
import { Observer } from '../story/observer.ts';
import { writeToneFile } from '../telephony/tone-file.ts';
import { audioRows } from './audio.bench.ts';
import { dialBare, openBarePhone } from './bare-phone.ts';
import { signInApi, withStack } from './bench-stack.ts';
import { callableAccounts } from './callable-accounts.ts';
import { callInState, dismiss, within } from './phone-watch.ts';
import { goal, percentile, printTable, ratio, type Row, spread } from './report.ts';

const calls = 50;
/** Busy, not in service, unavailable: refused at once, and not counted among the attempts (12 CFR 1006.14(b)(2)). */
const refusingNumber = /555010[236]$/;

declare global {
  interface Window {
    /** When the dial button was clicked, epoch milliseconds with fractions. */
    benchClicks: number[];
  }
}

export async function benchCalls(): Promise<void> {
  await withStack({}, async (stack, folder) => {
    await stack.start();
    const tone = path.join(folder, 'tone.wav');
    writeToneFile(tone, 440);
    const desktop = await openDesktop(path.join(folder, 'agent'), {
      env: { DESKLINE_SERVER_URL: stack.serverUrl },
      switches: [...defaultSwitches, `use-file-for-fake-audio-capture=${tone}`],
    });
    try {
      await signIn(desktop.agentPage, 'agent@demo.example');
      await phoneIsReady(desktop.agentPage);
      const observer = new Observer(stack.serverUrl, 'agent@demo.example');
      await observer.signIn();
      const rows = [...(await clickRows(stack, desktop, observer)), ...(await audioRows(stack, desktop, observer))];
      printTable(`Calls (desktop: ${isStandIn ? 'stand-in: Node and Chromium' : 'Electron'})`, rows);
    } finally {
      await desktop.close();
    }
  });
}

async function clickRows(stack: Stack, desktop: Desktop, observer: Observer): Promise<Row[]> {
  const { agentPage: page, phonePage } = desktop;
  const [account] = await callableAccounts(observer, refusingNumber);
  if (!account) throw new Error('No number that refuses may be called now.');
  await openAccount(page, account.consumer_name);
  await page.evaluate(() => {
    window.benchClicks = [];
    window.addEventListener(
      'click',
      (event) => {
        if (event.target instanceof Element && event.target.closest('.dial-button'))
          window.benchClicks.push(performance.timeOrigin + event.timeStamp);
      },
      true,
    );
  });

  const colleague = await signInApi(stack.serverUrl, 'agent2@demo.example');
  const bare = await startBare(phonePage, colleague);
  const bareMs: number[] = [];
  const sent: SentInvite[] = [];
  // In turn, so that both meet the same machine.
  for (let count = 0; count < calls; count += 1) {
    await expect(dialButton(page)).toBeEnabled();
    await dialButton(page).click();
    const { callId } = await callInState(page, 'ended');
    sent.push(...(await takeSentInvites(phonePage)));
    await dismiss(page, callId);
    bareMs.push(await bare(account));
  }

  const clicked = await page.evaluate(() => window.benchClicks);
  if (clicked.length !== calls || sent.length !== calls)
    throw new Error(`${clicked.length} clicks, ${sent.length} INVITEs instead of ${calls}`);
  const wholeMs = sent.map(({ atMs }, index) => atMs - (clicked[index] ?? Number.NaN));
  const ownMs = sent.map(({ durationMs }) => durationMs);
  const serverMs = startTimes(stack.dataDir)
    .filter(({ isColleague }) => !isColleague)
    .map(({ tookMs }) => tookMs);
  const p95 = percentile(wholeMs, 0.95);
  return [
    { measure: 'click → INVITE at the socket', value: spread(wholeMs), goal: goal(p95, 150, 'p95 ≤ 150 ms') },
    { measure: 'of it, from the handler of the click on', value: spread(ownMs) },
    {
      measure: 'of it, POST /api/calls/start inside the server',
      value: spread(serverMs),
      compared: `p50 ${ratio(percentile(serverMs, 0.5), percentile(wholeMs, 0.5))} of the whole`,
    },
    {
      measure: 'bare SIP.js, same page, permit at hand',
      value: spread(bareMs),
      compared: `click → INVITE is p50 ${ratio(percentile(wholeMs, 0.5), percentile(bareMs, 0.5))}, p95 ${ratio(p95, percentile(bareMs, 0.95))} of it`,
    },
  ];
}

type SentInvite = { durationMs: number; atMs: number };

/** The INVITEs since the last time; the page keeps only the newest ones. */
const takeSentInvites = (phonePage: Page): Promise<SentInvite[]> =>
  phonePage.evaluate(() => {
    const sent = performance.getEntriesByName('click-to-invite').map(({ startTime, duration }) => ({
      durationMs: duration,
      atMs: performance.timeOrigin + startTime + duration,
    }));
    performance.clearMeasures('click-to-invite');
    return sent;
  });

type Account = { account_id: string; phone_number: string };

/** A colleague's bare phone on the same page; the returned function dials once and says how long the INVITE took. */
async function startBare(phonePage: Page, colleague: ApiClient): Promise<(account: Account) => Promise<number>> {
  const token = valueOf(await colleague.call('issuePhoneToken', {}));
  const { uri, username, password, server_urls: serverUrls } = token.sip;
  await openBarePhone(phonePage, {
    serverUrl: serverUrls[0] ?? '',
    uri,
    username,
    password,
    iceGatheringTimeoutMs: token.ice_gathering_timeout_ms,
  });
  const callerId = token.caller_ids[0]?.phone_number ?? '';
  return async (account) => {
    const callId = createId();
    const body = {
      call_id: callId,
      phone_number: account.phone_number,
      caller_id: callerId,
      account_id: account.account_id,
    };
    const started = valueOf(await colleague.call('startCall', { body }));
    const tookMs = await within('the bare call', dialBare(phonePage, started.sip_target, started.dial_permit));
    await settle(colleague, callId);
    return tookMs;
  };
}

/** Tells the server that the call was refused; otherwise it would count as an attempt. */
async function settle(colleague: ApiClient, callId: string): Promise<void> {
  const at = isoNow(systemClock);
  const ended = {
    id: createId(),
    at,
    type: 'ended' as const,
    sip_status: 486,
    ended_by: 'remote' as const,
    quality: null,
  };
  valueOf(
    await colleague.call(
      'recordCallEvents',
      { params: { id: callId }, body: { events: [ended] } },
      { idempotencyKey: createId() },
    ),
  );
}

const startLogSchema = z.object({
  req: z.object({ method: z.literal('POST'), path: z.literal('/api/calls/start') }),
  responseTime: z.number(),
});

/** How long the server took for each start of a call, by its own log; the window's and the bare phone's take turns. */
function startTimes(dataDir: string): { tookMs: number; isColleague: boolean }[] {
  const lines = readFileSync(path.join(dataDir, 'logs/server.log'), 'utf8').split('\n');
  return lines
    .filter((line) => line.includes('/api/calls/start'))
    .flatMap((line) => startLogSchema.safeParse(JSON.parse(line)).data ?? [])
    .map(({ responseTime }, index) => ({ tookMs: responseTime, isColleague: index % 2 === 1 }));
}
