import type { DncEntry } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { formatPhone } from '../../../ui/format.ts';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { useRemoveDnc } from './use-dnc.ts';

/** Takes an entry back: asks why, and that stays on file with the entry. */
export function RemoveDialog({ entry, onClose }: { entry: DncEntry | null; onClose: () => void }) {
  const remove = useRemoveDnc();
  const id = entry?.id ?? null;
  return (
    <ReasonDialog
      isOpen={id !== null}
      title={entry ? `Let ${formatPhone(entry.phone_number)} be called again?` : ''}
      text="Calls to it are allowed again at once, as far as the other rules allow them. The entry stays in the history."
      label="Why"
      action="Remove from the list"
      isStop
      onSave={async (reason) => (id === null ? null : remove.mutateAsync({ id, reason }))}
      onClose={onClose}
    />
  );
}
