import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { EventPayload } from '../../../../shared/ipc/ipc-map.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';
import { rejectedLinesOf } from './do-not-call.model.ts';
import { ImportProgress, RejectedLines } from './ImportProgress.tsx';
import { type ChosenFile, useChooseFile } from './use-dnc.ts';

type ModalProps = {
  isOpen: boolean;
  title: string;
  onClose: () => void;
  /** What is typed is forgotten when the dialog closes. */
  children: (onBusy: (isBusy: boolean) => void) => ReactNode;
};

/** The dialog of an import. What is being applied cannot be called back, so its end is waited for. */
export function ImportModal({ isOpen, title, onClose, children }: ModalProps) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Modal
      opened={isOpen}
      onClose={() => (isBusy ? undefined : onClose())}
      title={title}
      size={620}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {isOpen ? children(setBusy) : null}
    </Modal>
  );
}

/** The import of one kind of file, as its hook gives it. */
type Import<Order, Done> = {
  sending: {
    isPending: boolean;
    error: Error | null;
    data: Done | undefined;
    mutate: (order: Order, callbacks: { onSettled: () => void }) => void;
    reset: () => void;
  };
  progress: EventPayload<'dnc:import-progress'> | null;
};

type Props<Order, Done> = {
  running: Import<Order, Done>;
  /** The order for a chosen file; null while something needed is missing. */
  orderOf: (fileId: string) => Order | null;
  doneWords: (done: Done) => { title: string; text: string };
  onBusy: (isBusy: boolean) => void;
  onClose: () => void;
  /** What is asked about the file. */
  children: ReactNode;
};

/** Sends a whole file: all of it is used, or none of it and it is said why. */
export function ImportFrame<Order, Done>({
  running: { sending, progress },
  orderOf,
  doneWords,
  onBusy,
  onClose,
  children,
}: Props<Order, Done>) {
  const [file, setFile] = useState<ChosenFile | null>(null);
  const choosing = useChooseFile();
  const order = file === null ? null : orderOf(file.fileId);
  const failure = sending.error ?? choosing.error;
  const problem = failure === null ? null : problemOf(failure);
  const rejected = rejectedLinesOf(problem);
  if (sending.isPending) return <ImportProgress fileName={file?.fileName ?? ''} progress={progress} />;
  if (sending.data !== undefined) {
    const { title, text } = doneWords(sending.data);
    return (
      <div className="dialog-body">
        <Notice tone="good" title={title}>
          {text} It holds from now on, for every agent.
        </Notice>
        <div className="dialog-actions">
          <Button data-autofocus onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    );
  }
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
      {children}
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
        <Button type="submit" disabled={order === null}>
          Import
        </Button>
      </div>
    </form>
  );
}
