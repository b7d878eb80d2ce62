import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ScreeningList } from '../../../../shared/contracts/dnc/screening.contract.ts';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';
import { count, rejectedLinesOf } from '../do-not-call/do-not-call.model.ts';
import { ImportProgress, RejectedLines } from '../do-not-call/ImportProgress.tsx';
import { type ChosenFile, useChooseFile } from '../do-not-call/use-dnc.ts';
import { useImportScreening } from './use-screening.ts';

type Props = { list: ScreeningList; isOpen: boolean; onClose: () => void };

/** Sends a whole file: all of it is used, or none of it and it is said why. */
export function ScreeningImportDialog({ list, isOpen, onClose }: Props) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal
      opened={isOpen}
      // What is being applied cannot be called back, so its end is waited for.
      onClose={() => (isBusy ? undefined : onClose())}
      title={list === 'litigators' ? 'Import a list of litigators' : 'Import answers about reassigned numbers'}
      size={620}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {isOpen ? <Form list={list} onBusy={setBusy} onClose={onClose} /> : null}
    </Modal>
  );
}

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
  const [file, setFile] = useState<ChosenFile | null>(null);
  const choosing = useChooseFile();
  const { sending, progress } = useImportScreening();
  const order = file === null ? null : orderOf(list, typed, file.fileId);
  const problem = sending.isError ? problemOf(sending.error) : choosing.isError ? problemOf(choosing.error) : null;
  const rejected = rejectedLinesOf(problem);
  const change = (more: Partial<Typed>): void => {
    sending.reset();
    setTyped((before) => ({ ...before, ...more }));
  };
  if (sending.isPending) return <ImportProgress fileName={file?.fileName ?? ''} progress={progress} />;
  if (sending.data)
    return (
      <div className="dialog-body">
        <Notice tone="good" title={`${sending.data.file_name} is in use.`}>
          {count(sending.data.added, 'entry', 'entries')} added, {sending.data.unchanged.toLocaleString('en-US')} as
          before. It holds from now on, for every agent.
        </Notice>
        <div className="dialog-actions">
          <Button data-autofocus onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    );
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (order === null || sending.isPending) return;
        onBusy(true);
        sending.mutate(order, { onSettled: () => onBusy(false) });
      }}
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
            counts; after a yes, a no counts only if it is about the same day or an earlier one.
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
      <div className="dnc-file">
        <Button
          variant="default"
          loading={choosing.isPending}
          onClick={() =>
            choosing.mutate(undefined, {
              onSuccess: (chosen) => {
                if (!chosen) return;
                sending.reset();
                setFile(chosen);
              },
            })
          }
        >
          {file ? 'Choose another file' : 'Choose the file'}
        </Button>
        <span className="truncate">{file?.fileName ?? ''}</span>
      </div>
      {problem ? <ProblemNotice problem={problem} /> : null}
      {rejected ? <RejectedLines refusal={rejected} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={order === null}>
          Import
        </Button>
      </div>
    </form>
  );
}
