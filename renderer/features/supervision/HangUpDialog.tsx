import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useHangUpCall } from './use-supervision.ts';

type Props = {
  /** The call to end; null: the dialog is closed. */ callId: string | null;
  who: string;
  onClose: () => void;
};

/** Ends an agent's call in an emergency: asks why, and that stays on record. */
export function HangUpDialog({ callId, who, onClose }: Props) {
  const hangUp = useHangUpCall();
  return (
    <ReasonDialog
      isOpen={callId !== null}
      title={`End ${who}?`}
      text="Both sides are cut off at once. The reason and your name go into the audit."
      label="Why"
      action="End the call now"
      isStop
      onSave={async (reason) => (callId === null ? null : hangUp.mutateAsync({ callId, reason }))}
      onClose={onClose}
    />
  );
}
