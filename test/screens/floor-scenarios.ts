/** The supervisor's window: floor, supervision, emergencies, recorded messages. */
import type { Page } from 'playwright-core';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import type { Scenario } from '../../renderer/testing/fake-bridge.ts';
import { ago, fakeCall, fakeId } from '../../renderer/testing/fake-data.ts';
import { type Shot, supervision } from './shot.ts';

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

export const floorShots: Shot[] = [
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
      await page.getByRole('alert').waitFor();
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
    scenario: { ...supervisor, live: [emergencyCall], supervisions: [supervision('listen', fakeId(101))] },
    prepare: async (page) => page.getByText('Noor Haddad called 911', { exact: true }).waitFor(),
  },
  {
    name: 'floor-supervising',
    page: 'supervisor',
    scenario: { ...supervisor, calls: [supervised], supervisions: [supervision('whisper', fakeId(100))], parked: [] },
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
];
