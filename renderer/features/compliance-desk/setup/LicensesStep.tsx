import { Button } from '@mantine/core';
import { useState } from 'react';
import type { License } from '../../../../shared/contracts/onboarding/onboarding.contract.ts';
import { formatCalendarDate, formatDateTime } from '../../../ui/format.ts';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { EmptyState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { AddLicenseForm } from './AddLicenseForm.tsx';
import { SaveBar } from './SaveBar.tsx';
import { standingWords, type StepProps } from './setup.model.ts';
import { useSaveStep, useWithdrawLicense } from './use-onboarding.ts';

/** In which states the organization may collect: licenses added and taken back, and the list confirmed. */
export function LicensesStep({ state: { licenses }, mayChange }: StepProps) {
  const save = useSaveStep();
  const withdraw = useWithdrawLicense();
  const [going, setGoing] = useState<License | null>(null);
  const isEmpty = licenses.every(({ standing }) => standing === 'withdrawn');
  return (
    <>
      {licenses.length === 0 ? (
        <EmptyState
          title="No license is recorded"
          text="Once the list is confirmed, calls go only to the states in it."
        />
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">License</th>
              <th scope="col">Holds</th>
              <th scope="col">Stands</th>
              <th scope="col">
                <span className="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {licenses.map((license) => (
              <tr key={license.id}>
                <td className="figure">{license.state}</td>
                <td>
                  {license.kind === 'license'
                    ? license.license_number
                    : `None needed: ${license.reason ?? ''} (${license.decided_by ?? ''})`}
                  {license.withdrawn === null ? null : (
                    <small className="muted setup-withdrawn">
                      {license.withdrawn.by}, {formatDateTime(license.withdrawn.at)}: {license.withdrawn.reason}
                    </small>
                  )}
                </td>
                <td>
                  From {formatCalendarDate(license.valid_from)}
                  {license.valid_until === null ? '' : ` through ${formatCalendarDate(license.valid_until)}`}
                </td>
                <td>
                  <StatusPill tone={standingWords[license.standing].tone}>
                    {standingWords[license.standing].words}
                  </StatusPill>
                </td>
                <td className="end">
                  {mayChange && license.standing !== 'withdrawn' ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Take back the license of ${license.state}`}
                      onClick={() => setGoing(license)}
                    >
                      Take back
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayChange ? (
        <>
          <AddLicenseForm />
          <form
            className="setup-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isEmpty && !save.isPending) save.mutate({ step: 'licenses' });
            }}
          >
            <p className="setup-why">
              When you confirm the list, calls to every state that is not in it stop. Later licenses count at once.
            </p>
            <SaveBar save={save} action="Confirm this list" isDisabled={isEmpty} />
          </form>
        </>
      ) : null}
      <ReasonDialog
        isOpen={going !== null}
        title={going === null ? '' : `Take back: ${going.state}`}
        text="It counts as none from now on, and stays on record with your name."
        label="Why"
        shortest={10}
        longest={1000}
        action="Take it back"
        isStop
        onSave={async (reason) => (going === null ? null : withdraw.mutateAsync({ id: going.id, reason }))}
        onClose={() => setGoing(null)}
      />
    </>
  );
}
