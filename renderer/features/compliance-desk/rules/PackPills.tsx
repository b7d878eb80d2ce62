import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { RulePack } from '../../../../shared/domain/compliance/rule.ts';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { packPhase } from './rules.model.ts';

export type PackShown = { pack: RulePack; nowMs: number; setting: PackSetting | undefined };

/** Whether a pack stops anything, and since or until when it is in force. */
export function PackPills({ pack, nowMs, setting }: PackShown) {
  const { phase, words } = packPhase(pack, nowMs);
  const isEnforced = (setting?.mode ?? pack.mode) === 'enforce';
  return (
    <span className="pack-pills">
      <StatusPill tone={isEnforced ? 'good' : 'neutral'} isOutline>
        {isEnforced ? 'Enforced' : 'Shadow'}
      </StatusPill>
      <StatusPill tone={phase === 'in-force' ? 'neutral' : 'warn'} isOutline>
        {words}
      </StatusPill>
    </span>
  );
}
