import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SaveBar } from './SaveBar.tsx';
import { readStates } from './setup.model.ts';
import { useAddLicense } from './use-onboarding.ts';

const nothing = { state: '', number: '', from: '', until: '', decidedBy: '', reason: '' };

/** One more license, or the judgment that a state asks for none. */
export function AddLicenseForm() {
  const add = useAddLicense();
  const [kind, setKind] = useState<'license' | 'not-needed'>('license');
  const [form, setForm] = useState(nothing);
  const field = (name: keyof typeof nothing) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  const [state, ...others] = readStates(form.state) ?? [];
  const isState = state !== undefined && others.length === 0;
  const isWhole =
    isState &&
    form.from !== '' &&
    (kind === 'license'
      ? form.number.trim() !== '' && (form.until === '' || form.until >= form.from)
      : form.decidedBy.trim() !== '' && form.reason.trim().length >= 10);
  const submit = (): void => {
    if (!isWhole || add.isPending) return;
    const same = { state, valid_from: form.from };
    add.mutate(
      kind === 'license'
        ? { kind, ...same, license_number: form.number, valid_until: form.until === '' ? null : form.until }
        : { kind, ...same, decided_by: form.decidedBy, reason: form.reason },
      { onSuccess: () => setForm(nothing) },
    );
  };
  return (
    <form
      className="setup-form"
      aria-label="Add a state"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SegmentedControl
        aria-label="Licensed, or none needed"
        data={[
          { value: 'license', label: 'Licensed' },
          { value: 'not-needed', label: 'No license needed' },
        ]}
        value={kind}
        onChange={(next) => setKind(next === 'license' ? 'license' : 'not-needed')}
      />
      <div className="setup-pair">
        <TextInput
          label="State"
          placeholder="NY"
          maxLength={2}
          error={form.state.length === 2 && !isState ? 'A state, such as NY' : null}
          {...field('state')}
        />
        <TextInput label="From" type="date" {...field('from')} />
        {kind === 'license' ? (
          <>
            <TextInput label="License number" maxLength={80} {...field('number')} />
            <TextInput
              label="Last day (empty: no end)"
              type="date"
              error={form.until !== '' && form.until < form.from ? 'Before the first day' : null}
              {...field('until')}
            />
          </>
        ) : (
          <>
            <TextInput label="Who decided so" maxLength={120} {...field('decidedBy')} />
            <TextInput label="Why" maxLength={1000} {...field('reason')} />
          </>
        )}
      </div>
      <SaveBar save={add} action="Add the state" isDisabled={!isWhole} />
    </form>
  );
}
