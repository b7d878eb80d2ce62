import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatPhone } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/States.tsx';

/** What consumers mostly say; the agent may put it in their own words. */
const usualReason = 'Asked on the phone not to be called at this number';

type Props = { phoneNumber: string | null; onClose: () => void; onSaved: (phoneNumber: string) => void };

/** The person asked not to be called at a number: barred for everybody, kept here first while the server is away. */
export const DoNotCallDialog = ({ phoneNumber, ...rest }: Props) => (
  <Modal
    opened={phoneNumber !== null}
    onClose={rest.onClose}
    title={phoneNumber === null ? '' : `Do not call ${formatPhone(phoneNumber)}?`}
    size={460}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {phoneNumber === null ? null : <Form phoneNumber={phoneNumber} {...rest} />}
  </Modal>
);

function Form({ phoneNumber, onClose, onSaved }: Props & { phoneNumber: string }) {
  const [reason, setReason] = useState(usualReason);
  const report = useMutation({
    mutationFn: async (entry: ChannelRequest<'dnc:report'>) => request('dnc:report', entry),
    onSuccess: () => {
      announce(`${formatPhone(phoneNumber)} goes on the do-not-call list.`);
      onSaved(phoneNumber);
      onClose();
    },
  });
  const isEnough = reason.trim().length >= 3;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough && !report.isPending)
          report.mutate({ phone_number: phoneNumber, reason: reason.trim(), source: 'consumer' });
      }}
    >
      <p>Nobody here can call this number any more, about any debt. Only compliance can take that back.</p>
      <Textarea
        label="What they said"
        data-autofocus
        autosize
        minRows={2}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {report.isError ? <ProblemNotice problem={problemOf(report.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" className="on-fill is-stop" disabled={!isEnough} loading={report.isPending}>
          Do not call
        </Button>
      </div>
    </form>
  );
}
