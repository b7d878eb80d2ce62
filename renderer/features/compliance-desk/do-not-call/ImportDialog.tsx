import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { DncRegistry } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';
import { type ImportForm, importWords, listName, readImportForm, rejectedLinesOf } from './do-not-call.model.ts';
import { ImportFields } from './ImportFields.tsx';
import { ImportProgress, RejectedLines } from './ImportProgress.tsx';
import { type ChosenFile, useChooseFile, useImportDnc } from './use-dnc.ts';

type Props = { isOpen: boolean; registries: readonly DncRegistry[]; onClose: () => void };

/** Sends a whole file: all of it is used, or none of it and it is said why. */
export function ImportDialog({ isOpen, registries, onClose }: Props) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal
      opened={isOpen}
      // What is being applied cannot be called back, so its end is waited for.
      onClose={() => (isBusy ? undefined : onClose())}
      title="Import a list"
      size={620}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {isOpen ? <Form registries={registries} onBusy={setBusy} onClose={onClose} /> : null}
    </Modal>
  );
}

const emptyForm: ImportForm = {
  list: 'internal',
  kind: 'full',
  region: '',
  asOf: '',
  baseAsOf: '',
  san: '',
  reason: '',
  source: '',
};

type FormProps = Omit<Props, 'isOpen'> & { onBusy: (isBusy: boolean) => void };

function Form({ registries, onBusy, onClose }: FormProps) {
  const [form, setForm] = useState(emptyForm);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const choosing = useChooseFile();
  const { sending, progress } = useImportDnc();
  const read = readImportForm(form);
  const problem = sending.isError ? problemOf(sending.error) : choosing.isError ? problemOf(choosing.error) : null;
  const rejected = rejectedLinesOf(problem);
  const send = (): void => {
    if (!read.ok || file === null || sending.isPending) return;
    onBusy(true);
    sending.mutate({ fileId: file.fileId, query: read.query }, { onSettled: () => onBusy(false) });
  };

  if (sending.isPending) return <ImportProgress fileName={file?.fileName ?? ''} progress={progress} />;
  if (sending.data)
    return (
      <div className="dialog-body">
        <Notice tone="good" title={`${listName(sending.data.list, sending.data.region)} is up to date.`}>
          {importWords(sending.data)}. It holds from now on, for every agent.
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
        send();
      }}
    >
      <ImportFields
        form={form}
        registries={registries}
        missing={read.ok ? {} : read.missing}
        onChange={(change) => {
          sending.reset();
          setForm((before) => ({ ...before, ...change }));
        }}
      />
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
        <span className="truncate">
          {file ? `${file.fileName}, ${Math.max(1, Math.round(file.bytes / 1000)).toLocaleString('en-US')} kB` : ''}
        </span>
      </div>
      {problem ? <ProblemNotice problem={problem} /> : null}
      {rejected ? <RejectedLines refusal={rejected} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!read.ok || file === null}>
          Import
        </Button>
      </div>
    </form>
  );
}
