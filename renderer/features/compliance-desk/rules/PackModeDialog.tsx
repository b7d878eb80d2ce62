import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { RulePack } from '../../../../shared/domain/compliance/rule.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { ProblemNotice } from '../../../ui/States.tsx';
import { useSetPackMode } from './use-pack-settings.ts';

type Props = {
  pack: RulePack;
  /** The mode it is to have; null: the dialog is closed. */
  mode: PackSetting['mode'] | null;
  onClose: () => void;
};

const shortestReason = 10;
const words = {
  enforce: {
    title: 'Enforce',
    what: 'From now on its rules stop calls, for every agent of the organization.',
    action: 'Enforce it',
  },
  shadow: {
    title: 'Put in shadow',
    what: 'Its rules are still asked and kept with each decision, and stop nothing any more.',
    action: 'Put it in shadow',
  },
} as const;

/** Asks why a pack is enforced or put in shadow; that stays on record. */
export const PackModeDialog = ({ pack, mode, onClose }: Props) => (
  <Modal
    opened={mode !== null}
    onClose={onClose}
    title={mode === null ? '' : `${words[mode].title}: ${pack.title}`}
    size={480}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {mode === null ? null : <Form pack={pack} mode={mode} onClose={onClose} />}
  </Modal>
);

function Form({ pack, mode, onClose }: { pack: RulePack; mode: PackSetting['mode']; onClose: () => void }) {
  const change = useSetPackMode();
  const [reason, setReason] = useState('');
  const isEnough = reason.trim().length >= shortestReason;
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough) change.mutate({ packId: pack.id, mode, reason: reason.trim() }, { onSuccess: onClose });
      }}
    >
      <p>{words[mode].what} The reason and your name go into the audit.</p>
      <Textarea
        label="Why, for whoever reads it in three years"
        data-autofocus
        autosize
        minRows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {change.isError ? <ProblemNotice problem={problemOf(change.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" disabled={!isEnough} loading={change.isPending}>
          {words[mode].action}
        </Button>
      </div>
    </form>
  );
}
