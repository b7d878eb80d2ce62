import { Button } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { problemOf } from '../../../platform/bridge.ts';
import { Notice } from '../../../ui/States.tsx';

type Props = {
  save: Pick<UseMutationResult<unknown, Error, never>, 'isError' | 'isPending' | 'isSuccess' | 'error'>;
  action: string;
  isDisabled?: boolean;
};

/** The button of a form, and what became of it. Fields that the server refused are named by its own words. */
export function SaveBar({ save, action, isDisabled = false }: Props) {
  const problem = save.isError ? problemOf(save.error) : null;
  return (
    <>
      {problem ? (
        <Notice tone="stop" isAlert title={problem.message}>
          {problem.issues?.map(({ message }) => `${message}.`).join(' ') ?? problem.next}
        </Notice>
      ) : null}
      <div className="setup-actions">
        <Button type="submit" disabled={isDisabled} loading={save.isPending}>
          {action}
        </Button>
        {save.isSuccess ? <output className="muted">Saved</output> : null}
      </div>
    </>
  );
}
