import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { RulePack } from '../../../../shared/domain/compliance/rule.ts';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { useSetPackMode } from './use-pack-settings.ts';

type Props = {
  pack: RulePack;
  /** The mode it is to have; null: the dialog is closed. */
  mode: PackSetting['mode'] | null;
  onClose: () => void;
};

const shortestReason = 10;
const words = {
  enforce: {
    title: 'Enforce',
    what: 'From now on its rules stop calls, for every agent of the organization.',
    action: 'Enforce it',
  },
  shadow: {
    title: 'Put in shadow',
    what: 'Its rules are still asked and kept with each decision, and stop nothing any more.',
    action: 'Put it in shadow',
  },
} as const;

/** Asks why a pack is enforced or put in shadow; that stays on record. */
export function PackModeDialog({ pack, mode, onClose }: Props) {
  const change = useSetPackMode();
  return (
    <ReasonDialog
      isOpen={mode !== null}
      title={mode === null ? '' : `${words[mode].title}: ${pack.title}`}
      text={mode === null ? '' : `${words[mode].what} The reason and your name go into the audit.`}
      label="Why, for whoever reads it in three years"
      shortest={shortestReason}
      longest={1000}
      action={mode === null ? '' : words[mode].action}
      onSave={async (reason) => (mode === null ? null : change.mutateAsync({ packId: pack.id, mode, reason }))}
      onClose={onClose}
    />
  );
}
