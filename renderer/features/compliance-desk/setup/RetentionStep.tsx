import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { SaveBar } from './SaveBar.tsx';
import type { StepProps } from './setup.model.ts';
import { useSaveStep } from './use-onboarding.ts';

const readMonths = (typed: string): number | null => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null);

/** How long recordings and other records are kept. */
export function RetentionStep({ state: { retention, least_retention_months: least }, mayChange }: StepProps) {
  const save = useSaveStep();
  const [recordings, setRecordings] = useState(String(retention?.recording_months ?? least));
  const [records, setRecords] = useState(String(retention?.record_months ?? least));
  const months = { recording_months: readMonths(recordings), record_months: readMonths(records) };
  const errorOf = (given: number | null): string | null =>
    given === null ? 'Whole months' : given < least ? `At least ${least} months` : null;
  const isWhole = Object.values(months).every((each) => errorOf(each) === null);
  return (
    <form
      className="setup-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { recording_months: ofRecordings, record_months: ofRecords } = months;
        if (!isWhole || save.isPending || ofRecordings === null || ofRecords === null) return;
        save.mutate({ step: 'retention', recording_months: ofRecordings, record_months: ofRecords });
      }}
    >
      <fieldset className="setup-fields" disabled={!mayChange}>
        <div className="setup-pair">
          <TextInput
            label="Recordings, months after the call"
            inputMode="numeric"
            error={errorOf(months.recording_months)}
            value={recordings}
            onChange={(event) => setRecordings(event.currentTarget.value)}
          />
          <TextInput
            label="Other records, months after the last activity"
            inputMode="numeric"
            error={errorOf(months.record_months)}
            value={records}
            onChange={(event) => setRecords(event.currentTarget.value)}
          />
        </div>
      </fieldset>
      {mayChange ? <SaveBar save={save} action="Confirm the periods" isDisabled={!isWhole} /> : null}
    </form>
  );
}
