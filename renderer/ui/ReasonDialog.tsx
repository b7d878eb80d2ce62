import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { problemOf } from '../platform/bridge.ts';
import { ProblemNotice } from './States.tsx';

type Props = {
  isOpen: boolean;
  title: string;
  /** What follows from it. */
  text: ReactNode;
  /** What else is asked, before the reason. */
  children?: ReactNode;
  /** The question that the reason answers. */
  label: string;
  /** The reason most give; empty, if there is none. */
  usualReason?: string;
  /** Letters without spaces at either end. */
  shortest?: number;
  longest?: number;
  action: string;
  /** What else is asked is answered; without it, it is. */
  isReady?: boolean;
  /** The action stops or undoes something. */
  isStop?: boolean;
  cancel?: string;
  /** Does it, for this reason. The dialog stays open and tells why, when it fails. */
  onSave: (reason: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks why before something is done that stays on record with its reason. */
export const ReasonDialog = (props: Props) => (
  <Modal
    opened={props.isOpen}
    onClose={props.onClose}
    title={props.title}
    size={460}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {props.isOpen ? <Form {...props} /> : null}
  </Modal>
);

function Form({
  text,
  children,
  label,
  usualReason = '',
  shortest = 3,
  longest = 400,
  isReady = true,
  ...rest
}: Props) {
  const [reason, setReason] = useState(usualReason);
  const save = useMutation({ mutationFn: rest.onSave, onSuccess: rest.onClose });
  const isEnough = isReady && reason.trim().length >= shortest;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough && !save.isPending) save.mutate(reason.trim());
      }}
    >
      <p>{text}</p>
      {children}
      <Textarea
        label={label}
        data-autofocus
        autosize
        minRows={longest > 400 ? 3 : 2}
        maxLength={longest}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={rest.onClose}>
          {rest.cancel ?? 'Leave it'}
        </Button>
        <Button
          type="submit"
          className={rest.isStop ? 'on-fill is-stop' : undefined}
          disabled={!isEnough}
          loading={save.isPending}
        >
          {rest.action}
        </Button>
      </div>
    </form>
  );
}
