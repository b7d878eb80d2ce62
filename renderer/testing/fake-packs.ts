/** Rule packs as an organization runs them that has decided about one. */
import type { PackSetting } from '../../shared/contracts/rule-packs/rule-packs.contract.ts';
import { allPacks } from '../../shared/domain/compliance/packs/all.ts';
import { fakeNow } from './fake-data.ts';

export const fakePackSettings = (): PackSetting[] =>
  allPacks.map(({ id, mode, jurisdiction }) => ({
    pack_id: id,
    mode: jurisdiction === 'policy' || id === 'us-wv' ? 'shadow' : mode,
    is_default: id !== 'us-wv',
    is_fixed: id === 'us-federal' || id === 'us-retention',
    decided:
      id === 'us-wv'
        ? {
            by: 'Jordan Avery',
            at: fakeNow,
            reason: 'Counsel asked for it',
          }
        : null,
    signed_off: id === 'us-wv' ? { by: 'Robin Chase, Chase & Lee LLP', on: '2026-11-20', version: '2026-11-22' } : null,
  }));
