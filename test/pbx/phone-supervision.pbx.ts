/** The real phone as a supervisor's behind Asterisk: who hears whom in each mode, and that its microphone is off while it listens. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { type SupervisionMode, supervisionModes } from '../../shared/contracts/supervision/supervision.contract.ts';
import type { PhonePage } from '../telephony/phone-page.ts';
import { expectPageToHearOnly, PhoneLab, talk } from './lab/lab-phone-pages.ts';
import { voiceHz } from './lab/lab-phones.ts';

const [agentHz, otherHz, supervisorHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1900']];
const agentId = createId();

let bench: PhoneLab;
let agent: PhonePage;
let other: PhonePage;
let supervisor: PhonePage;

beforeAll(async () => {
  bench = await PhoneLab.start();
  agent = await bench.open('1001');
  other = await bench.open('1002');
  supervisor = await bench.open('1900');
});
afterEach(() => bench.tidyUp());
afterAll(() => bench.stop());

async function supervise(mode: SupervisionMode, permit?: string): Promise<string> {
  const callId = createId();
  await supervisor.order({
    do: 'supervise',
    callId,
    sipTarget: supervisor.addressOf('supervise-1001'),
    remoteNumber: 'supervise-1001',
    remoteName: 'Agent 1001',
    clickedAtMs: Date.now(),
    supervisionPermit: permit ?? bench.desk.supervisionPermit({ supervisor: '1900', agent: '1001', mode }),
    mode,
    agentId,
    agentName: 'Agent 1001',
    modeDigits: { listen: '4', whisper: '5', barge: '6' },
  });
  return callId;
}

async function expectMode(mode: SupervisionMode): Promise<void> {
  await expectPageToHearOnly(supervisor, [agentHz, otherHz], [supervisorHz]);
  await expectPageToHearOnly(agent, mode === 'listen' ? [otherHz] : [otherHz, supervisorHz], [agentHz]);
  await expectPageToHearOnly(other, mode === 'barge' ? [agentHz, supervisorHz] : [agentHz], [otherHz]);
}
/** What the supervisor's phone really sends, by its own measure. */
const sentDb = async (): Promise<number> => (await supervisor.loudest(500)).inputDb;

describe('supervision by the real phone', () => {
  it.each(supervisionModes)('begins with %s', async (mode) => {
    await talk(agent, other);
    const callId = await supervise(mode);
    expect(await supervisor.state(callId, 'active', 20_000)).toMatchObject({
      kind: 'supervision',
      supervision: { mode, agentId, agentName: 'Agent 1001' },
    });
    await expectMode(mode);
  });

  it('switches in the call, and its microphone is attached only where somebody may hear it', async () => {
    await talk(agent, other);
    const callId = await supervise('listen');
    await supervisor.state(callId, 'active', 20_000);
    await expectMode('listen');
    expect(await sentDb()).toBe(-100);
    for (const mode of ['whisper', 'barge', 'listen', 'barge'] as const) {
      await supervisor.order({ do: 'set-supervision-mode', callId, mode });
      await supervisor.until(mode, () => supervisor.call(callId)?.supervision?.mode === mode);
      await expectMode(mode);
      expect((await sentDb()) > -40, `the microphone while in ${mode}`).toBe(mode !== 'listen');
    }
  });

  it('without a permit is refused and said', async () => {
    await talk(agent, other);
    const callId = await supervise('listen', 'a.forged.permit');
    expect(await supervisor.state(callId, 'ended', 20_000)).toMatchObject({ sipStatus: 403, endedBy: 'remote' });
    await expectPageToHearOnly(agent, [otherHz], [agentHz, supervisorHz]);
  });

  it('ends with the call', async () => {
    const call = await talk(agent, other);
    const callId = await supervise('listen');
    await supervisor.state(callId, 'active', 20_000);
    await agent.order({ do: 'hang-up', callId: call.out });
    expect(await supervisor.state(callId, 'ended', 20_000)).toMatchObject({ endedBy: 'remote' });
  });
});
