/**
 * C8 behind a real PBX: many calls through one phone page leave nothing in it and no channel in Asterisk.
 *
 *   npm run test:pbx -- calls phone-soak                     a short run
 *   SOAK_CALLS=1000 npm run test:pbx -- calls phone-soak     the whole
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeFindings, leaksIn, soak } from '../faults/phone-soak.ts';
import { createId } from '../../shared/domain/ids.ts';
import { countingScript } from '../telephony/page-figures.ts';
import type { FarSide } from '../telephony/soak-calls.ts';
import { PhoneLab } from './lab/lab-phone-pages.ts';

const calls = Number(process.env['SOAK_CALLS'] ?? 40);
const numbers = { answers: '+12125550100', busy: '+12125550102', rings: '+12125550130' };

let bench: PhoneLab;
beforeAll(async () => {
  bench = await PhoneLab.start();
});
afterAll(() => bench.stop());

/** Everybody says back what they hear: who hears the own voice is heard. */
const asteriskSide = ({ lab: { asterisk }, desk }: PhoneLab): FarSide => ({
  dial: (phone, whom) => {
    const phoneNumber = numbers[whom];
    const dial = { agent: phone.agent, phoneNumber, callId: createId(), callerId: '+12125550199' };
    return phone.dial(phoneNumber, desk.dialPermit(dial));
  },
  callIn: (phone) => asterisk.callIn(phone.agent, 'echo'),
  letGo: () => asterisk.cli('channel request hangup all'),
  isAgentHeard: () => true,
  openCalls: () => Number(/(\d+) active channels?/.exec(asterisk.cli('core show channels count'))?.[1] ?? Number.NaN),
});

it(`${calls} calls leave nothing behind`, { timeout: 120_000 + calls * 6000 }, async () => {
  const phone = await bench.open('1001', { initScript: countingScript });
  const findings = await soak(phone, asteriskSide(bench), calls);
  console.info(`C8, Asterisk: ${describeFindings(findings)}`);
  expect(leaksIn(findings)).toEqual([]);
});
