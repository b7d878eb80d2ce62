/** Every pack of a state or city, and the hours an organization may choose. They only tighten the federal floor. */
import type { RulePack } from '../../rule.ts';
import { districtOfColumbiaPack } from './district-of-columbia.ts';
import { massachusettsPack } from './massachusetts.ts';
import { nevadaPack } from './nevada.ts';
import { newYorkCityPack, newYorkPack, shieldAsAnnouncedPack, shieldPack } from './new-york.ts';
import { vendorConservativePack } from './vendor-conservative.ts';
import { washingtonPack } from './washington.ts';
import { westVirginiaPack } from './west-virginia.ts';
import { packsWithoutACap } from './without-a-cap.ts';
import { newHampshirePack, oregonPack } from './workplace-limits.ts';

export const statePacks: readonly RulePack[] = [
  massachusettsPack,
  newYorkPack,
  newYorkCityPack,
  shieldAsAnnouncedPack,
  shieldPack,
  washingtonPack,
  districtOfColumbiaPack,
  westVirginiaPack,
  oregonPack,
  newHampshirePack,
  nevadaPack,
  ...packsWithoutACap,
  vendorConservativePack,
];
