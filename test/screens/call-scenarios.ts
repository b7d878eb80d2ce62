/** Calls, lines and what hangs on them; the state picker, queues, check-out and this computer's history. */
import type { Page } from 'playwright-core';
import { ago, fakeCall, fakeId } from '../../renderer/testing/fake-data.ts';
import { incoming, type Shot, supervision } from './shot.ts';

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
const openPanel = (name: string) => async (page: Page) => {
  await page.getByRole('region', { name: 'Calls' }).getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(300);
};

export const callShots: Shot[] = [
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
      supervisions: [supervision('listen', fakeId(1))],
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
    name: 'call-message-refused',
    page: 'agent',
    scenario: { calls: [fakeCall()], messageRefusal: 'defer' },
    prepare: async (page) => {
      await openPanel('Message')(page);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
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
    name: 'toast-waiting',
    page: 'toast',
    scenario: { calls: [fakeCall(), incoming], window: 'toast' },
    size: { width: 380, height: 190 },
  },
  { name: 'toast', page: 'toast', scenario: { calls: [incoming], window: 'toast' }, size: { width: 380, height: 190 } },
];
