import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { formatCalendarDate, formatPhone } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/States.tsx';
import { SaveBar } from './SaveBar.tsx';
import type { StepProps } from './setup.model.ts';
import { useSaveStep } from './use-onboarding.ts';

/** The words agents read aloud, confirmed as they are. */
export function ScriptsStep({ state: { scripts }, mayChange }: StepProps) {
  return (
    <>
      <ul className="setup-words">
        {scripts.map(({ code, title, text, citation }) => (
          <li key={code}>
            <strong>{title}</strong>
            <span>{text}</span>
            <small className="muted">{citation}</small>
          </li>
        ))}
      </ul>
      {mayChange ? <ConfirmForm step="scripts" action="Confirm the words" /> : null}
    </>
  );
}

/** How the packs are run, confirmed once; each is decided about in the tab Rules. */
export function PacksStep({ state: { packs, national_list_as_of: listAsOf }, mayChange }: StepProps) {
  return (
    <>
      <p className="setup-why">
        {packs.enforced} packs are enforced and {packs.in_shadow} are in shadow. {packs.undecided} run as they were
        shipped; the tab Rules shows each and changes it, with a reason.
      </p>
      <p className="setup-why">
        {listAsOf === null
          ? 'No national do-not-call list is imported. Calls about a debt need none.'
          : `The national do-not-call list in use is of ${formatCalendarDate(listAsOf)}.`}
      </p>
      {mayChange ? <ConfirmForm step="packs" action="Confirm the packs as they are run" /> : null}
    </>
  );
}

function ConfirmForm({ step, action }: { step: 'scripts' | 'packs'; action: string }) {
  const save = useSaveStep();
  return (
    <form
      className="setup-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate({ step });
      }}
    >
      <SaveBar save={save} action={action} />
    </form>
  );
}

/** The numbers that are shown to whoever is called: each held by the organization, and answered. */
export function CallerIdsStep({ state: { caller_ids: callerIds }, mayChange }: StepProps) {
  const save = useSaveStep();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    new Set(callerIds.filter((each) => each.is_confirmed).map((each) => each.phone_number)),
  );
  if (callerIds.length === 0)
    return <EmptyState title="There is no caller id" text="Ask whoever runs the server to enter the numbers." />;
  return (
    <form
      className="setup-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ticked.size > 0 && !save.isPending) save.mutate({ step: 'caller-ids', phone_numbers: [...ticked] });
      }}
    >
      {callerIds.map(({ phone_number: number, label }) => (
        <Checkbox
          key={number}
          disabled={!mayChange}
          label={`${formatPhone(number)}, ${label}: we hold this number, and it is answered`}
          checked={ticked.has(number)}
          onChange={(event) => {
            const next = new Set(ticked);
            if (event.currentTarget.checked) next.add(number);
            else next.delete(number);
            setTicked(next);
          }}
        />
      ))}
      {mayChange ? <SaveBar save={save} action="Confirm the numbers" isDisabled={ticked.size === 0} /> : null}
    </form>
  );
}
