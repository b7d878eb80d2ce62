/** Every rule pack that is shipped, and the engine over them. */
import type { Engine } from '../engine.ts';
import type { RulePack } from '../rule.ts';
import { federalCallFrequency, federalPack } from './federal.ts';
import { licensingPack } from './licensing.ts';
import { paymentsPack } from './payments.ts';
import { policyPack } from './policy.ts';
import { recordingPack } from './recording.ts';
import { retentionPack } from './retention.ts';
import { statePacks } from './states/all.ts';
import { telephoneConsumerProtectionPack } from './telephone-consumer-protection.ts';

export const allPacks: readonly RulePack[] = [
  federalPack,
  telephoneConsumerProtectionPack,
  licensingPack,
  policyPack,
  ...statePacks,
  recordingPack,
  paymentsPack,
  retentionPack,
];

/** The engine with some packs in another mode than their own. */
export const engineWith = (modes: Readonly<Record<string, RulePack['mode']>>): Engine => ({
  packs: allPacks.map((pack) => ({ ...pack, mode: modes[pack.id] ?? pack.mode })),
  shownCount: federalCallFrequency,
});

export const complianceEngine: Engine = engineWith({});
