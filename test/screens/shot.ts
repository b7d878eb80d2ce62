/** What a picture is made of, and what several scenarios share. */
import type { Page } from 'playwright-core';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
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
/** The live feed says that somebody supervises an agent. */
export const supervision = (mode: 'listen' | 'whisper' | 'barge', agentId: string): LiveEvent => ({
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
