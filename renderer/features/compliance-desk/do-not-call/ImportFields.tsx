import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { type DncRegistry, dncLists } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import type { ImportForm } from './do-not-call.model.ts';

const listWords = { internal: 'Our list', state: 'A state list', national: 'National registry' } as const;

type Props = {
  form: ImportForm;
  registries: readonly DncRegistry[];
  /** What the server would miss, by field. */
  missing: Readonly<Record<string, string>>;
  onChange: (change: Partial<ImportForm>) => void;
};

/** What a file is: which list, whole or changes, of which day. Only what that list needs is asked. */
export function ImportFields({ form, registries, missing, onChange }: Props) {
  const isRegistry = form.list !== 'internal';
  const current = registries.find(
    ({ list, region }) => list === form.list && (list === 'national' || region === form.region.toUpperCase()),
  );
  /** What is typed and wrong; what is empty is only missing. */
  const wrong = (field: string, text: string): string | undefined => (text === '' ? undefined : missing[field]);
  return (
    <>
      <Select
        label="Which list"
        data-autofocus
        data={dncLists.map((list) => ({ value: list, label: listWords[list] }))}
        value={form.list}
        allowDeselect={false}
        onChange={(next) => {
          const list = dncLists.find((each) => each === next) ?? 'internal';
          const known = registries.find((each) => each.list === list);
          onChange({ list, san: known?.san ?? '', baseAsOf: known?.as_of ?? '' });
        }}
      />
      {isRegistry ? (
        <SegmentedControl
          aria-label="What the file holds"
          value={form.kind}
          data={[
            { value: 'full', label: 'The whole list' },
            { value: 'change', label: 'Changes since a date' },
          ]}
          onChange={(kind) =>
            onChange({ kind: kind === 'change' ? kind : 'full', baseAsOf: current?.as_of ?? form.baseAsOf })
          }
        />
      ) : null}
      <p className="muted">
        {isRegistry
          ? form.kind === 'full'
            ? 'One number a line, such as 212,5551234. It takes the place of the list in use.'
            : 'Area code, number, date and A or D a line. It must start from the date of the list in use.'
          : 'CSV with a header: phone_number, and if there are reason, source, expires_at (the last day of it). Or one number a line.'}
      </p>
      <div className="dnc-pair">
        {form.list === 'state' ? (
          <TextInput
            label="State"
            placeholder="FL"
            maxLength={2}
            value={form.region}
            error={wrong('region', form.region)}
            onChange={(event) => onChange({ region: event.currentTarget.value })}
          />
        ) : null}
        {form.list === 'national' ? (
          <TextInput
            label="Subscription account number (SAN)"
            maxLength={40}
            value={form.san}
            error={wrong('san', form.san)}
            onChange={(event) => onChange({ san: event.currentTarget.value })}
          />
        ) : null}
        {isRegistry ? (
          <TextInput
            label="Date of the data"
            type="date"
            value={form.asOf}
            error={wrong('as_of', form.asOf)}
            onChange={(event) => onChange({ asOf: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            label="Reason, where a line gives none"
            maxLength={400}
            value={form.reason}
            error={wrong('reason', form.reason)}
            onChange={(event) => onChange({ reason: event.currentTarget.value })}
          />
        )}
        {isRegistry && form.kind === 'change' ? (
          <TextInput
            label="Changes since"
            type="date"
            value={form.baseAsOf}
            error={wrong('base_as_of', form.baseAsOf)}
            onChange={(event) => onChange({ baseAsOf: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            label="Where it is from"
            placeholder={isRegistry ? 'FTC' : 'import'}
            maxLength={80}
            value={form.source}
            onChange={(event) => onChange({ source: event.currentTarget.value })}
          />
        )}
      </div>
    </>
  );
}
