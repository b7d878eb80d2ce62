import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { idSchema } from '../../../../shared/contracts/core/fields.ts';
import { holdScopes, type Hold } from '../../../../shared/contracts/retention/retention.contract.ts';
import { problemOf, request } from '../../../platform/bridge.ts';
import { ProblemNotice } from '../../../ui/States.tsx';
import { type PickedAccount, SubjectPicker } from './SubjectPicker.tsx';
import { scopeWords } from './retention.model.ts';
import { usePlaceHold } from './use-retention.ts';

type Props = { isOpen: boolean; onClose: () => void };

/** Keeps every record of somebody or something, until the hold is lifted. */
export const PlaceHoldDialog = ({ isOpen, onClose }: Props) => (
  <Modal
    opened={isOpen}
    onClose={onClose}
    title="Place a legal hold"
    size={520}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {isOpen ? <Form onClose={onClose} /> : null}
  </Modal>
);

const isCallId = (text: string): boolean => idSchema.safeParse(text.trim()).success;

/** The consumer of the account that was picked, or the account itself. */
async function subjectIdOf(scope: Hold['scope'], picked: PickedAccount | null, callId: string): Promise<string | null> {
  if (scope === 'organization') return null;
  if (scope === 'call') return callId;
  if (picked === null || scope === 'account') return picked?.id ?? null;
  return (await request('accounts:get', picked.id)).account.consumer.id;
}

function Form({ onClose }: { onClose: () => void }) {
  const place = usePlaceHold();
  const [scope, setScope] = useState<Hold['scope']>('consumer');
  const [picked, setPicked] = useState<PickedAccount | null>(null);
  const [callId, setCallId] = useState('');
  const [matter, setMatter] = useState('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const hasSubject = scope === 'organization' || (scope === 'call' ? isCallId(callId) : picked !== null);
  const isEnough = hasSubject && matter.trim() !== '' && reason.trim().length >= 10;
  const save = async (): Promise<void> => {
    setFailure(null);
    try {
      const subject = await subjectIdOf(scope, picked, callId.trim());
      await place.mutateAsync({ scope, subject_id: subject, matter: matter.trim(), reason: reason.trim() });
      onClose();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough && !place.isPending) void save();
      }}
    >
      <p>No purge takes what a hold covers, however old it is. Your name and the reason stay on record.</p>
      <Select
        label="What it covers"
        data-autofocus
        data={holdScopes.map((each) => ({ value: each, label: scopeWords[each] }))}
        value={scope}
        allowDeselect={false}
        onChange={(next) => setScope(holdScopes.find((each) => each === next) ?? 'consumer')}
      />
      {scope === 'consumer' || scope === 'account' ? (
        <SubjectPicker scope={scope} picked={picked} onPick={setPicked} />
      ) : null}
      {scope === 'call' ? (
        <TextInput
          label="The call’s id"
          description="Copy it from the receipt of the call’s decision, under Proof."
          maxLength={60}
          value={callId}
          error={callId.trim() !== '' && !isCallId(callId) ? 'This is no id of a call' : null}
          onChange={(event) => setCallId(event.currentTarget.value)}
        />
      ) : null}
      <TextInput
        label="Matter"
        placeholder="Morgan v. Harbor Point, 3:26-cv-01044"
        maxLength={200}
        value={matter}
        onChange={(event) => setMatter(event.currentTarget.value)}
      />
      <Textarea
        label="Why, for whoever reads it in three years"
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {failure === null ? null : <ProblemNotice problem={problemOf(failure)} />}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isEnough} loading={place.isPending}>
          Place the hold
        </Button>
      </div>
    </form>
  );
}
