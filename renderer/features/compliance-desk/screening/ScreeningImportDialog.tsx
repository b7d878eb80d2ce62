import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ScreeningList } from '../../../../shared/contracts/dnc/screening.contract.ts';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { count } from '../do-not-call/do-not-call.model.ts';
import { ImportFrame, ImportModal } from '../do-not-call/ImportFrame.tsx';
import { useImportScreening } from './use-screening.ts';

type Props = { list: ScreeningList; isOpen: boolean; onClose: () => void };

/** Imports a list of litigators, or answers about reassigned numbers. */
export const ScreeningImportDialog = ({ list, isOpen, onClose }: Props) => (
  <ImportModal
    isOpen={isOpen}
    title={list === 'litigators' ? 'Import a list of litigators' : 'Import answers about reassigned numbers'}
    onClose={onClose}
  >
    {(onBusy) => <Form list={list} onBusy={onBusy} onClose={onClose} />}
  </ImportModal>
);

type Typed = { source: string; asOf: string; severity: string; queriedAt: string };
const nothing: Typed = { source: '', asOf: '', severity: '', queriedAt: '' };

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** The order for a file; null while something needed is missing. */
function orderOf(list: ScreeningList, typed: Typed, fileId: string): ChannelRequest<'screening:import'> | null {
  if (list === 'reassigned') {
    const at = new Date(typed.queriedAt);
    if (Number.isNaN(at.getTime()) || at.getTime() > Date.now()) return null;
    return { list, fileId, query: { queried_at: at.toISOString() } };
  }
  const { source, asOf, severity } = typed;
  return { list, fileId, query: { source: given(source), as_of: given(asOf), severity: given(severity) } };
}

function Form({ list, onBusy, onClose }: Omit<Props, 'isOpen'> & { onBusy: (isBusy: boolean) => void }) {
  const [typed, setTyped] = useState(nothing);
  const running = useImportScreening();
  const change = (more: Partial<Typed>): void => {
    running.sending.reset();
    setTyped((before) => ({ ...before, ...more }));
  };
  return (
    <ImportFrame
      running={running}
      orderOf={(fileId) => orderOf(list, typed, fileId)}
      doneWords={(done) => ({
        title: `${done.file_name} is in use.`,
        text: `${count(done.added, 'entry', 'entries')} added, ${done.unchanged.toLocaleString('en-US')} as before.`,
      })}
      onBusy={onBusy}
      onClose={onClose}
    >
      {list === 'litigators' ? (
        <>
          <p className="muted">
            CSV with a header: phone_number, or name, address (street) and postal_code; and if there are, source, as_of,
            severity.
          </p>
          <div className="dnc-pair">
            <TextInput
              label="Whose list, where a line does not say"
              data-autofocus
              maxLength={80}
              value={typed.source}
              onChange={(event) => change({ source: event.currentTarget.value })}
            />
            <TextInput
              label="Date of the list"
              type="date"
              value={typed.asOf}
              onChange={(event) => change({ asOf: event.currentTarget.value })}
            />
            <TextInput
              label="Severity (may stay empty)"
              maxLength={40}
              value={typed.severity}
              onChange={(event) => change({ severity: event.currentTarget.value })}
            />
          </div>
        </>
      ) : (
        <>
          <p className="muted">
            One line a number: the number, the day asked about, and yes, no or no data. The newest answer about a number
            counts. After a yes, a no about the same day or an earlier one counts for everybody; a no about a later day,
            for those who consented or used the number since that day.
          </p>
          <TextInput
            label="When the database was asked"
            data-autofocus
            type="datetime-local"
            value={typed.queriedAt}
            onChange={(event) => change({ queriedAt: event.currentTarget.value })}
          />
        </>
      )}
    </ImportFrame>
  );
}
