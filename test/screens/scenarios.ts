/** Every screen and state that is looked at: page, route, what differs from a quiet desk, and what is done first. */
import type { Page } from 'playwright-core';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import { ago, fakeCall, fakeId } from '../../renderer/testing/fake-data.ts';
import type { Scenario } from '../../renderer/testing/fake-bridge.ts';

export type Shot = {
  name: string;
  page: 'agent' | 'supervisor' | 'toast';
  route?: string;
  scenario?: Scenario;
  prepare?: (page: Page) => Promise<void>;
  /** Only this size: the toast has its own. */
  size?: { width: number; height: number };
};

const ended = fakeCall({
  state: 'ended',
  endedAt: ago(0.2),
  endReason: 'They hung up',
  endedBy: 'remote',
  quality: null,
});
const incoming = fakeCall({
  callId: fakeId(50_002),
  direction: 'inbound',
  state: 'incoming',
  remoteName: 'Rosa Delgado',
  remoteNumber: '+13125550114',
  accountId: fakeId(1004),
  startedAt: ago(0.15),
  answeredAt: null,
  quality: null,
});
/** Two seconds of nothing: 16-bit PCM, 8 kHz, one channel. */
const silence = (): Buffer => {
  const wav = Buffer.alloc(44 + 32_000);
  wav.write('RIFF');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(16_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(32_000, 40);
  return wav;
};
const openFirst = async (page: Page): Promise<void> => {
  await page.getByRole('option').first().click();
  await page.getByRole('heading', { name: 'Numbers' }).waitFor();
};

const marcus = fakeCall({ state: 'held', isHeld: true });
const consultation = fakeCall({
  callId: fakeId(50_003),
  kind: 'colleague',
  remoteName: 'Sam Ellison',
  remoteNumber: 'agent-1',
  accountId: null,
  startedAt: ago(0.6),
  answeredAt: ago(0.5),
  consultationFor: marcus.callId,
});
const rosa = fakeCall({
  callId: fakeId(50_002),
  direction: 'inbound',
  state: 'held',
  isHeld: true,
  remoteName: 'Rosa Delgado',
  remoteNumber: '+13125550114',
  accountId: fakeId(1004),
  startedAt: ago(2.2),
  answeredAt: ago(2.1),
});
const conference = fakeCall({
  callId: fakeId(50_004),
  kind: 'conference',
  remoteNumber: 'conference-7f31',
  remoteName: null,
  accountId: null,
  startedAt: ago(1.1),
  answeredAt: ago(1),
});
const supervised = fakeCall({
  callId: fakeId(50_005),
  kind: 'supervision',
  remoteNumber: 'supervise-agent-0',
  remoteName: 'Jordan Avery',
  accountId: null,
  startedAt: ago(0.9),
  answeredAt: ago(0.8),
  supervision: { mode: 'whisper', agentId: fakeId(100), agentName: 'Jordan Avery' },
});
const openPanel = (name: string) => async (page: Page) => {
  await page.getByRole('region', { name: 'Calls' }).getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(300);
};
const supervision = (mode: 'listen' | 'whisper' | 'barge', agentId: string): LiveEvent => ({
  type: 'supervision',
  supervision: {
    id: fakeId(75_001),
    agent_id: agentId,
    agent_name: 'Jordan Avery',
    supervisor_id: fakeId(90),
    supervisor_name: 'Renee Castellano',
    mode,
    started_at: ago(1),
  },
});
const emergencyCall: LiveEvent = {
  type: 'emergency',
  emergency: {
    id: fakeId(76_001),
    agent_id: fakeId(102),
    agent_name: 'Noor Haddad',
    number: '911',
    at: ago(0.2),
    location: { street: '120 Pearl St', unit: 'Floor 7, desk 12', city: 'New York', state: 'NY', postal_code: '10005' },
    location_confirmed_at: ago(300),
  },
};
const supervisor = { role: 'supervisor', window: 'supervisor' } as const satisfies Scenario;
const showView = (name: string) => async (page: Page) => {
  await page.getByText(name, { exact: true }).click();
  await page.waitForTimeout(300);
};

export const shots: Shot[] = [
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
  {
    name: 'lines-consulting',
    page: 'agent',
    scenario: { calls: [marcus, consultation] },
  },
  {
    name: 'lines-many',
    page: 'agent',
    scenario: {
      calls: [fakeCall({ isMuted: true }), rosa, { ...incoming, callId: fakeId(50_009), remoteName: 'Jamal Carter' }],
      live: [supervision('listen', fakeId(1))],
    },
  },
  {
    name: 'lines-conference',
    page: 'agent',
    scenario: {
      calls: [
        conference,
        { ...marcus, state: 'merged', isHeld: false, mergedInto: conference.callId },
        { ...consultation, state: 'merged', consultationFor: null, mergedInto: conference.callId },
      ],
    },
  },
  {
    name: 'lines-transfer-refused',
    page: 'agent',
    scenario: {
      calls: [
        { ...marcus, transfer: { kind: 'blind', targetName: 'Sam Ellison', state: 'refused', sipStatus: 486 } },
        fakeCall({
          callId: fakeId(50_010),
          kind: 'colleague',
          state: 'ended',
          remoteName: 'Wes Harper',
          remoteNumber: 'agent-9',
          endedAt: ago(0.3),
          endReason: 'Busy',
        }),
      ],
    },
  },
  {
    name: 'lines-trouble',
    page: 'agent',
    scenario: {
      calls: [
        fakeCall({
          isHeldByRemote: true,
          trouble: 'Nothing has been heard from the other side for 4 s; the voice path is being renewed.',
          quality: { mos: 3.2, rtt_ms: 312, jitter_ms: 38, loss_percent: 3.1 },
        }),
      ],
      recording: 'unknown',
    },
  },
  {
    name: 'lines-incident',
    page: 'agent',
    scenario: {
      calls: [
        fakeCall({
          transfer: { kind: 'blind', targetName: 'Customer support', state: 'asked', sipStatus: null },
          incidents: [
            { kind: 'media-path-lost', duration_ms: 2100, sentence: 'Audio was lost for 2.1 s: Wi-Fi changed' },
          ],
        }),
      ],
    },
  },
  {
    name: 'lines-message-drop',
    page: 'agent',
    scenario: { calls: [fakeCall({ messageDrop: 'waiting-for-beep' })], recording: 'off' },
  },
  { name: 'call-transfer', page: 'agent', scenario: { calls: [fakeCall()] }, prepare: openPanel('Transfer') },
  {
    name: 'call-transfer-number',
    page: 'agent',
    scenario: { calls: [fakeCall()] },
    prepare: async (page) => {
      await openPanel('Transfer')(page);
      await page.keyboard.type('2125550123');
    },
  },
  {
    name: 'call-transfer-failed',
    page: 'agent',
    scenario: { calls: [fakeCall()], failing: { 'telephony:get-directory': 'network/offline' } },
    prepare: openPanel('Transfer'),
  },
  { name: 'call-message', page: 'agent', scenario: { calls: [fakeCall()] }, prepare: openPanel('Message') },
  {
    name: 'call-message-none',
    page: 'agent',
    scenario: { calls: [fakeCall()], hasNoMessages: true },
    prepare: openPanel('Message'),
  },
  {
    name: 'call-quality',
    page: 'agent',
    scenario: {
      calls: [
        fakeCall({
          quality: { mos: 3.8, rtt_ms: 140, jitter_ms: 18, loss_percent: 1.1 },
          incidents: [
            { kind: 'media-path-lost', duration_ms: 2100, sentence: 'Audio was lost for 2.1 s: Wi-Fi changed' },
          ],
        }),
      ],
    },
    prepare: async (page) => {
      await page.keyboard.press('q');
      await page.getByRole('img', { name: /Mean opinion score/ }).waitFor();
    },
  },
  {
    name: 'call-recording',
    page: 'agent',
    scenario: { calls: [fakeCall()] },
    prepare: openPanel('Recording'),
  },
  {
    name: 'call-recording-paused',
    page: 'agent',
    scenario: { calls: [fakeCall()] },
    prepare: async (page) => {
      await page.keyboard.press('r');
      await page.getByRole('button', { name: /^Recording paused/ }).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'call-bare-system',
    page: 'agent',
    scenario: {
      calls: [fakeCall()],
      services: {
        canPark: false,
        canConference: false,
        canSupervise: false,
        canRecord: false,
        hasVoicemail: false,
        hasQueues: false,
      },
    },
  },
  {
    name: 'dial-emergency',
    page: 'agent',
    prepare: async (page) => page.getByLabel('Phone number').fill('911'),
  },
  {
    name: 'dial-emergency-failed',
    page: 'agent',
    scenario: {
      emergency: { state: 'unconfirmed', confirmed: null, reason: null },
      failing: { 'calls:dial-emergency': 'phone/not-registered' },
      registration: { state: 'failed', reason: 'the phone server does not answer', retryAt: ago(-0.2) },
    },
    prepare: async (page) => {
      await page.getByLabel('Phone number').fill('911');
      await page.getByRole('button', { name: /^Call 911/ }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'emergency-call',
    page: 'agent',
    scenario: { calls: [fakeCall({ kind: 'emergency', remoteNumber: '911', remoteName: null, accountId: null })] },
  },
  {
    name: 'before-the-shift',
    page: 'agent',
    scenario: {
      checkOut: 'none',
      emergency: {
        state: 'unconfirmed',
        confirmed: {
          location: { street: '120 Pearl St', unit: 'Floor 7', city: 'New York', state: 'NY', postal_code: '10005' },
          confirmedAt: ago(3 * 24 * 60),
          networkFingerprint: 'office-lan',
        },
        reason: 'The network is another than when you confirmed it.',
      },
      voicemail: { newMessages: 2, oldMessages: 1 },
      settings: { doNotDisturb: true, autoAnswer: 'queue' },
    },
  },
  {
    name: 'location-dialog',
    page: 'agent',
    scenario: { emergency: { state: 'unconfirmed', confirmed: null, reason: null } },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Enter the address' }).click();
      await page.getByRole('button', { name: 'I am here' }).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'state-picker',
    page: 'agent',
    prepare: async (page) => {
      await page.keyboard.press('Shift+S');
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'state-after-call',
    page: 'agent',
    scenario: { calls: [fakeCall()] },
    prepare: async (page) => {
      await page.keyboard.press('Shift+S');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('3');
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'queues',
    page: 'agent',
    prepare: async (page) => {
      await page.keyboard.press('Shift+Q');
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'parked',
    page: 'agent',
    prepare: async (page) => {
      await page.keyboard.press('Shift+P');
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'colleagues',
    page: 'agent',
    prepare: async (page) => {
      await page.keyboard.press('i');
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
  { name: 'check-out-first', page: 'agent', route: '/check-out', scenario: { checkOut: 'none' } },
  { name: 'check-out-running', page: 'agent', route: '/check-out', scenario: { checkOut: 'running' } },
  { name: 'check-out-passed', page: 'agent', route: '/check-out' },
  { name: 'check-out-failed', page: 'agent', route: '/check-out', scenario: { checkOut: 'failed' } },
  { name: 'recent', page: 'agent', route: '/calls' },
  {
    name: 'recent-none',
    page: 'agent',
    route: '/calls',
    prepare: async (page) => {
      await page.getByLabel('Search by name or number').fill('nobody');
      await page.getByText('No call matches').waitFor();
    },
  },
  {
    name: 'messages',
    page: 'supervisor',
    route: '/messages',
    scenario: { role: 'manager', window: 'supervisor' },
    prepare: async (page) => {
      await page.getByLabel('Name').fill('About the balance');
      await page
        .getByLabel('Exactly what is said')
        .fill(
          'This is Robin Smith from Harbor Point. I am calling about your balance. Please call me at 212-555-0100.',
        );
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'balance.wav', mimeType: 'audio/wav', buffer: silence() });
      await page.getByRole('button', { name: 'Check and add' }).click();
      await page.getByText('What may not be said').waitFor();
    },
  },
  {
    name: 'messages-none',
    page: 'supervisor',
    route: '/messages',
    scenario: { role: 'manager', window: 'supervisor', hasNoMessages: true },
  },
  { name: 'messages-denied', page: 'agent', route: '/messages' },
  { name: 'floor-times', page: 'supervisor', scenario: supervisor, prepare: showView('Times') },
  { name: 'floor-check-outs', page: 'supervisor', scenario: supervisor, prepare: showView('Check-outs') },
  {
    name: 'floor-emergency',
    page: 'supervisor',
    scenario: { ...supervisor, live: [emergencyCall, supervision('listen', fakeId(101))] },
    prepare: async (page) => page.getByText('Noor Haddad called 911').waitFor(),
  },
  {
    name: 'floor-supervising',
    page: 'supervisor',
    scenario: { ...supervisor, calls: [supervised], live: [supervision('whisper', fakeId(100))], parked: [] },
    prepare: async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('j');
    },
  },
  {
    name: 'floor-hang-up',
    page: 'supervisor',
    scenario: supervisor,
    prepare: async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('Shift+X');
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'toast-waiting',
    page: 'toast',
    scenario: { calls: [fakeCall(), incoming], window: 'toast' },
    size: { width: 380, height: 190 },
  },
  { name: 'toast', page: 'toast', scenario: { calls: [incoming], window: 'toast' }, size: { width: 380, height: 190 } },
];
