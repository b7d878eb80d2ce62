import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { useEmergencyStatus } from '../../platform/snapshot-store.ts';
import { ProblemNotice } from '../../ui/States.tsx';
import { emptyLocation, type LocationForm, readLocation, uspsStates } from './emergency.model.ts';
import { useConfirmLocation } from './use-emergency.ts';
import './emergency.css';

type Props = { isOpen: boolean; onClose: () => void };

/** Asks where this desk stands. It is opened by hand, so that it never stands in the way of a call. */
export const LocationDialog = ({ isOpen, onClose }: Props) => (
  <Modal
    opened={isOpen}
    onClose={onClose}
    title="Where is this desk?"
    size={480}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    <LocationForm onDone={onClose} />
  </Modal>
);

function LocationForm({ onDone }: { onDone: () => void }) {
  const known = useEmergencyStatus()?.confirmed?.location ?? null;
  const [form, setForm] = useState<LocationForm>(known ?? emptyLocation);
  const [isTried, setIsTried] = useState(false);
  const confirm = useConfirmLocation();
  const read = readLocation(form);
  const wrong = 'wrong' in read && isTried ? read.wrong : {};
  const change = (part: Partial<LocationForm>): void => setForm((was) => ({ ...was, ...part }));
  const field = (name: keyof LocationForm) => ({
    value: form[name],
    error: wrong[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <form
      className="location-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if ('location' in read) confirm.mutate(read.location, { onSuccess: onDone });
      }}
    >
      <p className="muted">
        911 is told this address when you call from Deskline. Say what finds you inside the building, too.
      </p>
      <TextInput label="Street" data-autofocus {...field('street')} />
      <TextInput label="Floor, suite, room or desk" placeholder="Floor 7, desk 12" {...field('unit')} />
      <div className="location-row">
        <TextInput label="City" {...field('city')} />
        <Select
          label="State"
          searchable
          data={uspsStates}
          value={form.state === '' ? null : form.state}
          error={wrong.state}
          onChange={(state) => change({ state: state ?? '' })}
        />
        <TextInput label="ZIP code" inputMode="numeric" {...field('postal_code')} />
      </div>
      {confirm.isError ? <ProblemNotice problem={problemOf(confirm.error)} /> : null}
      <div className="location-actions">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" className="on-fill" loading={confirm.isPending}>
          I am here
        </Button>
      </div>
    </form>
  );
}
