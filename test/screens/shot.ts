/** What a picture is made of, and what several scenarios share. */
import type { Page } from 'playwright-core';
import type { Supervision } from '../../shared/contracts/supervision/supervision.contract.ts';
import type { Scenario } from '../../renderer/testing/fake-bridge.ts';
import { ago, fakeCall, fakeId } from '../../renderer/testing/fake-data.ts';

export type Shot = {
  name: string;
  page: 'agent' | 'supervisor' | 'toast';
  route?: string;
  scenario?: Scenario;
  prepare?: (page: Page) => Promise<void>;
  /** Only this size: the toast has its own. */
  size?: { width: number; height: number };
};

export const incoming = fakeCall({
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
/** Somebody supervises an agent. */
export const supervision = (mode: Supervision['mode'], agentId: string): Supervision => ({
  id: fakeId(75_001),
  agent_id: agentId,
  agent_name: 'Jordan Avery',
  supervisor_id: fakeId(90),
  supervisor_name: 'Renee Castellano',
  mode,
  started_at: ago(1),
});

/** Opens the account at the head of the queue. */
export const openFirst = async (page: Page): Promise<void> => {
  await page.getByRole('option').first().click();
  await page.getByRole('heading', { name: 'Numbers' }).waitFor();
};
