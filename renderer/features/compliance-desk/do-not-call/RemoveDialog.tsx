import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { DncEntry } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatPhone } from '../../../ui/format.ts';
import { ProblemNotice } from '../../../ui/States.tsx';
import { useRemoveDnc } from './use-dnc.ts';

/** Takes an entry back: asks why, and that stays on file with the entry. */
export const RemoveDialog = ({ entry, onClose }: { entry: DncEntry | null; onClose: () => void }) => (
  <Modal
    opened={entry !== null}
    onClose={onClose}
    title={entry ? `Let ${formatPhone(entry.phone_number)} be called again?` : ''}
    size={460}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {entry?.id ? <Form id={entry.id} onClose={onClose} /> : null}
  </Modal>
);

function Form({ id, onClose }: { id: string; onClose: () => void }) {
  const remove = useRemoveDnc();
  const [reason, setReason] = useState('');
  const isEnough = reason.trim().length >= 3;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough && !remove.isPending) remove.mutate({ id, reason: reason.trim() }, { onSuccess: onClose });
      }}
    >
      <p>
        Calls to it are allowed again at once, as far as the other rules allow them. The entry stays in the history.
      </p>
      <Textarea
        label="Why"
        data-autofocus
        autosize
        minRows={2}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {remove.isError ? <ProblemNotice problem={problemOf(remove.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" className="on-fill is-stop" disabled={!isEnough} loading={remove.isPending}>
          Remove from the list
        </Button>
      </div>
    </form>
  );
}
