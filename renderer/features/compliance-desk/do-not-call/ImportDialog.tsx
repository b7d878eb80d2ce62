import { useState } from 'react';
import type { DncRegistry } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { type ImportForm, importWords, listName, readImportForm } from './do-not-call.model.ts';
import { ImportFields } from './ImportFields.tsx';
import { ImportFrame, ImportModal } from './ImportFrame.tsx';
import { useImportDnc } from './use-dnc.ts';

type Props = { isOpen: boolean; registries: readonly DncRegistry[]; onClose: () => void };

/** Imports a do-not-call list. */
export const ImportDialog = ({ isOpen, registries, onClose }: Props) => (
  <ImportModal isOpen={isOpen} title="Import a list" onClose={onClose}>
    {(onBusy) => <Form registries={registries} onBusy={onBusy} onClose={onClose} />}
  </ImportModal>
);

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
  const running = useImportDnc();
  const read = readImportForm(form);
  return (
    <ImportFrame
      running={running}
      orderOf={(fileId) => (read.ok ? { fileId, query: read.query } : null)}
      doneWords={(done) => ({
        title: `${listName(done.list, done.region)} is up to date.`,
        text: `${importWords(done)}.`,
      })}
      onBusy={onBusy}
      onClose={onClose}
    >
      <ImportFields
        form={form}
        registries={registries}
        missing={read.ok ? {} : read.missing}
        onChange={(change) => {
          running.sending.reset();
          setForm((before) => ({ ...before, ...change }));
        }}
      />
    </ImportFrame>
  );
}
