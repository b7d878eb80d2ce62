import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { ProblemNotice } from '../../ui/States.tsx';
import { useHangUpCall } from './use-supervision.ts';

type Props = {
  /** The call to end; null: the dialog is closed. */ callId: string | null;
  who: string;
  onClose: () => void;
};

/** Ends an agent's call in an emergency: asks why, and that stays on record. */
export const HangUpDialog = ({ callId, who, onClose }: Props) => (
  <Modal
    opened={callId !== null}
    onClose={onClose}
    title={`End ${who}?`}
    size={440}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {callId === null ? null : <Form callId={callId} onClose={onClose} />}
  </Modal>
);

function Form({ callId, onClose }: { callId: string; onClose: () => void }) {
  const hangUp = useHangUpCall();
  const [reason, setReason] = useState('');
  const isEnough = reason.trim().length >= 3;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough) hangUp.mutate({ callId, reason: reason.trim() }, { onSuccess: onClose });
      }}
    >
      <p>Both sides are cut off at once. The reason and your name go into the audit.</p>
      <Textarea
        label="Why"
        data-autofocus
        autosize
        minRows={2}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {hangUp.isError ? <ProblemNotice problem={problemOf(hangUp.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" className="on-fill is-stop" disabled={!isEnough} loading={hangUp.isPending}>
          End the call now
        </Button>
      </div>
    </form>
  );
}
