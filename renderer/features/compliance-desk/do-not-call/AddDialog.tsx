import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { endOfBarredDay } from '../../../../shared/domain/compliance/barred-days.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatPhone, parseDialled } from '../../../ui/format.ts';
import { ProblemNotice } from '../../../ui/States.tsx';
import { useAddDnc } from './use-dnc.ts';

/** Bars one number for every call, at once. */
export const AddDialog = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) => (
  <Modal opened={isOpen} onClose={onClose} title="Add a number" size={460} closeButtonProps={{ 'aria-label': 'Close' }}>
    {isOpen ? <Form onClose={onClose} /> : null}
  </Modal>
);

function Form({ onClose }: { onClose: () => void }) {
  const add = useAddDnc();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [source, setSource] = useState('consumer');
  const [until, setUntil] = useState('');
  const phoneNumber = parseDialled(typed);
  const isWhole = phoneNumber !== null && /^\+[1-9]\d{6,14}$/.test(phoneNumber);
  const isEnough = isWhole && reason.trim().length >= 3 && source.trim() !== '';
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEnough || add.isPending) return;
        const entry = { phone_number: phoneNumber, reason: reason.trim(), source: source.trim() };
        const end = until === '' ? null : endOfBarredDay(until);
        add.mutate({ ...entry, expires_at: end }, { onSuccess: onClose });
      }}
    >
      <p>
        From the moment you add it, every call to this number is refused, and whoever has it on screen is told. Two
        people, one of them from compliance, can allow a single call.
      </p>
      <TextInput
        label="Number"
        data-autofocus
        placeholder="(212) 555-0100"
        value={typed}
        maxLength={40}
        error={typed !== '' && !isWhole ? 'A whole number with its area code' : null}
        description={isWhole ? formatPhone(phoneNumber) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Textarea
        label="Why"
        autosize
        minRows={2}
        maxLength={400}
        placeholder="Asked on the phone not to be called"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="dnc-pair">
        <TextInput
          label="Who said so"
          maxLength={80}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <TextInput
          label="Last day of it (empty: no end)"
          type="date"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      {add.isError ? <ProblemNotice problem={problemOf(add.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isEnough} loading={add.isPending}>
          Do not call
        </Button>
      </div>
    </form>
  );
}
