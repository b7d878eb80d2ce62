/** Every screen and state that is looked at: page, route, what differs from a quiet desk, and what is done first. */
import { ago, fakeCall, fakeId, fakeQueue } from '../../renderer/testing/fake-data.ts';
import { fakeDecision } from '../../renderer/testing/fake-decision.ts';
import type { ReservedCall } from '../../shared/ipc/local-schemas.ts';
import { callShots } from './call-scenarios.ts';
import { overrideShots, overviewShots, toldTabShots, violationShots } from './desk-scenarios.ts';
import { disputeShots } from './dispute-scenarios.ts';
import { toldShots } from './told-scenarios.ts';
import { screeningShots } from './screening-scenarios.ts';
import { doNotCallShots } from './do-not-call-scenarios.ts';
import { refusalShots } from './refusal-scenarios.ts';
import { retentionShots } from './retention-scenarios.ts';
import { floorShots } from './floor-scenarios.ts';
import { incoming, openFirst, type Shot } from './shot.ts';
import { setupShots } from './setup-scenarios.ts';
import { simulatorShots } from './simulator-scenarios.ts';

const ended = fakeCall({
  state: 'ended',
  endedAt: ago(0.2),
  endReason: 'They hung up',
  endedBy: 'remote',
  quality: null,
});

/** The account at the head of the queue, cleared two minutes ago for two more. */
function clearedAhead(): ReservedCall[] {
  return fakeQueue(1).map(({ account_id: accountId, phone_number: phoneNumber }) => ({
    callId: fakeId(77_001),
    accountId,
    phoneNumber: phoneNumber ?? '',
    clearedAt: ago(2),
    validUntil: ago(-2),
    decision: fakeDecision('require'),
  }));
}

const deskShots: Shot[] = [
  { name: 'restoring', page: 'agent', scenario: { signIn: 'restoring' } },
  { name: 'sign-in', page: 'agent', scenario: { signIn: 'signed-out' } },
  { name: 'sign-in-ended', page: 'agent', scenario: { signIn: 'signed-out', endedBy: 'auth/refresh-reused' } },
  { name: 'sign-in-offline', page: 'agent', scenario: { signIn: 'signed-out', server: 'offline' } },
  {
    name: 'sign-in-wrong',
    page: 'agent',
    scenario: { signIn: 'signed-out' },
    prepare: async (page) => {
      await page.getByLabel('E-mail address').fill('agent@demo.example');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sign-in-locked',
    page: 'agent',
    scenario: { signIn: 'signed-out', lockedOut: true },
    prepare: async (page) => {
      await page.getByLabel('E-mail address').fill('agent@demo.example');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'cockpit-empty', page: 'agent' },
  { name: 'cockpit-allow', page: 'agent', prepare: openFirst },
  { name: 'cockpit-require', page: 'agent', scenario: { verdict: 'require' }, prepare: openFirst },
  { name: 'cockpit-defer', page: 'agent', scenario: { verdict: 'defer' }, prepare: openFirst },
  { name: 'cockpit-review', page: 'agent', scenario: { verdict: 'review' }, prepare: openFirst },
  { name: 'cockpit-block', page: 'agent', scenario: { verdict: 'block' }, prepare: openFirst },
  {
    name: 'cockpit-dial-pad',
    page: 'agent',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Dial pad' }).click();
      for (const key of '2125550123') await page.getByRole('button', { name: key, exact: true }).click();
    },
  },
  {
    name: 'cockpit-ringing',
    page: 'agent',
    scenario: { calls: [fakeCall({ state: 'ringing', answeredAt: null, quality: null, startedAt: ago(0.1) })] },
  },
  { name: 'cockpit-in-call', page: 'agent', scenario: { calls: [fakeCall()] } },
  {
    name: 'cockpit-in-call-keypad',
    page: 'agent',
    scenario: { calls: [fakeCall()] },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Keypad' }).click();
      await page.keyboard.type('4471#');
    },
  },
  {
    name: 'cockpit-held-reconnecting',
    page: 'agent',
    scenario: {
      calls: [
        fakeCall({
          state: 'held',
          isHeld: true,
          isReconnecting: true,
          quality: { mos: 3.3, rtt_ms: 320, jitter_ms: 41, loss_percent: 3.4 },
        }),
      ],
      registration: { state: 'reconnecting', reason: 'the network changed', retryAt: ago(-0.1) },
    },
  },
  { name: 'cockpit-incoming', page: 'agent', scenario: { calls: [incoming] }, prepare: openFirst },
  {
    name: 'cockpit-wrap-up',
    page: 'agent',
    scenario: { calls: [ended] },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Promise to pay' }).waitFor();
      await page.keyboard.press('1');
      await page
        .getByLabel('Notes')
        .fill('Will pay after pay day. Asked for a letter that shows the remaining balance.');
      await page.getByLabel('Promised').fill('150');
    },
  },
  {
    name: 'cockpit-callback',
    page: 'agent',
    scenario: { calls: [ended] },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Call back' }).waitFor();
      await page.keyboard.press('3');
      await page.getByLabel(/Call back at/).click();
    },
  },
  {
    name: 'cockpit-saved',
    page: 'agent',
    scenario: { calls: [ended], server: 'offline', outbox: { waiting: 3, oldestAt: ago(12) } },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'No answer' }).waitFor();
      await page.keyboard.press('5');
      await page.keyboard.press('Control+s');
      await page.getByText('Saved here', { exact: false }).first().waitFor();
    },
  },
  {
    name: 'cockpit-offline',
    page: 'agent',
    scenario: {
      server: 'offline',
      outbox: { waiting: 4, oldestAt: ago(11) },
      registration: { state: 'failed', reason: 'the phone server does not answer', retryAt: ago(-0.2) },
      audio: { microphone: 'silent' },
    },
    prepare: openFirst,
  },
  {
    name: 'cockpit-cleared-ahead',
    page: 'agent',
    scenario: { server: 'offline', reserved: clearedAhead() },
    prepare: async (page) => {
      await openFirst(page);
      await page.getByText('may be placed until').waitFor();
    },
  },
  { name: 'cockpit-loading', page: 'agent', scenario: { silent: ['accounts:get-queue'] } },
  {
    name: 'cockpit-error',
    page: 'agent',
    scenario: { failing: { 'accounts:get-queue': 'server/internal' } },
    prepare: async (page) => page.getByRole('alert').first().waitFor(),
  },
  { name: 'cockpit-queue-empty', page: 'agent', scenario: { queueLength: 0 } },
  {
    name: 'cockpit-not-remembered',
    page: 'agent',
    scenario: { isRemembered: false, keyStore: null },
    prepare: openFirst,
  },
  {
    name: 'palette',
    page: 'agent',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: /Find an account/ }).fill('212');
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'palette-actions',
    page: 'agent',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: /Find an account/ }).waitFor();
    },
  },
  {
    name: 'keymap',
    page: 'agent',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Keys' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'accounts', page: 'agent', route: '/accounts' },
  {
    name: 'accounts-none',
    page: 'agent',
    route: '/accounts',
    prepare: async (page) => {
      await page.getByLabel(/Search by name/).fill('nobody of this name');
      await page.getByText('No account matches').waitFor();
    },
  },
  { name: 'calls', page: 'supervisor', route: '/calls', scenario: { role: 'supervisor', window: 'supervisor' } },
  { name: 'settings', page: 'agent', route: '/settings', scenario: { keyStore: null } },
  { name: 'organization', page: 'agent', route: '/organization' },
  {
    name: 'outbox',
    page: 'agent',
    route: '/outbox',
    scenario: { outbox: { parked: 1, waiting: 2, oldestAt: ago(8) } },
  },
  { name: 'outbox-clear', page: 'agent', route: '/outbox', scenario: { hasNoParked: true } },
  {
    name: 'compliance-decisions',
    page: 'supervisor',
    route: '/compliance/decisions',
    scenario: { role: 'compliance', window: 'supervisor' },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Export PDF' }).click();
      await page.getByText('is in your Downloads folder.').waitFor();
    },
  },
  {
    name: 'compliance-decision-of-a-call',
    page: 'supervisor',
    route: '/compliance/decisions',
    scenario: { role: 'compliance', window: 'supervisor' },
    prepare: async (page) => {
      await page.getByRole('region', { name: 'Decisions' }).getByRole('button', { pressed: false }).first().click();
      await page.getByText('Somebody, or a machine, answered.').waitFor();
    },
  },
  {
    name: 'compliance-decisions-none',
    page: 'supervisor',
    route: '/compliance/decisions',
    scenario: { role: 'compliance', window: 'supervisor' },
    prepare: async (page) => {
      await page.getByLabel('Number').fill('(212) 555-9999');
      await page.getByText('No decision fits this search').waitFor();
    },
  },
  {
    name: 'compliance-decisions-offline',
    page: 'supervisor',
    route: '/compliance/decisions',
    scenario: {
      role: 'compliance',
      window: 'supervisor',
      failing: { 'compliance:list-decisions': 'network/offline' },
    },
  },
  {
    name: 'compliance-rules',
    page: 'supervisor',
    route: '/compliance/rules',
    scenario: { role: 'compliance', window: 'supervisor' },
  },
  {
    name: 'compliance-rules-sign-off',
    page: 'supervisor',
    route: '/compliance/rules',
    scenario: { role: 'compliance', window: 'supervisor' },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Sign off' }).first().click();
      await page.getByRole('button', { name: 'Record the sign-off' }).waitFor();
    },
  },
  ...overviewShots,
  ...violationShots,
  ...toldTabShots,
  ...overrideShots,
  ...disputeShots,
  ...doNotCallShots,
  ...screeningShots,
  ...retentionShots,
  ...simulatorShots,
  ...setupShots,
  { name: 'audit', page: 'supervisor', route: '/audit', scenario: { role: 'auditor', window: 'supervisor' } },
  { name: 'audit-denied', page: 'agent', route: '/audit' },
  { name: 'floor', page: 'supervisor', scenario: { role: 'supervisor', window: 'supervisor' } },
  {
    name: 'floor-stale',
    page: 'supervisor',
    scenario: { role: 'supervisor', window: 'supervisor', server: 'offline' },
  },
  {
    name: 'panel-failed',
    page: 'agent',
    scenario: { breaksAccount: true },
    prepare: async (page) => {
      await page.getByRole('option').first().click();
      await page.getByRole('button', { name: 'Report this' }).click();
      await page.getByText('What is sent').click();
    },
  },
];

export const shots: Shot[] = [...deskShots, ...refusalShots, ...callShots, ...floorShots, ...toldShots];
