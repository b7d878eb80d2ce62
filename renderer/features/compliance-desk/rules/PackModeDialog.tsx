import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../../shared/domain/clock.ts';
import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { RulePack } from '../../../../shared/domain/compliance/rule.ts';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { todayAt } from '../../../ui/received-day.ts';
import { useSetPackMode } from './use-pack-settings.ts';

/** What can be decided about a pack: how it is run, or that counsel answers for it as it is run now. */
export type PackChange = PackSetting['mode'] | 'sign-off';
type Props = {
  pack: RulePack;
  /** Null: the dialog is closed. */
  change: PackChange | null;
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
  'sign-off': {
    title: 'Sign off',
    what: 'Counsel answers for how this version reads the law. It is run as before.',
    action: 'Record the sign-off',
  },
} as const;

/** Asks why a pack is enforced, put in shadow or signed off, and by whom of counsel; that stays on record. */
export function PackModeDialog(props: Props) {
  const { pack, change } = props;
  return change === null ? null : <Dialog key={`${pack.id} ${change}`} {...props} change={change} />;
}

function Dialog({ pack, change, onClose }: Props & { change: PackChange }) {
  const save = useSetPackMode();
  const [by, setBy] = useState('');
  const [on, setOn] = useState('');
  const { title, what, action } = words[change];
  const today = todayAt(systemClock.now());
  const isAhead = on > today;
  const isSigned = by.trim() !== '' && on !== '' && !isAhead;
  const signedOff = isSigned ? { signed_off: { by: by.trim(), on } } : {};
  const wanted = change === 'sign-off' ? {} : { mode: change };
  return (
    <ReasonDialog
      isOpen
      title={`${title}: ${pack.title}`}
      text={`${what} The reason and your name go into the audit.`}
      label="Why, for whoever reads it in three years"
      shortest={shortestReason}
      longest={1000}
      action={action}
      // One without the other says nothing; a sign-off without either is none.
      isReady={isSigned || (change !== 'sign-off' && by.trim() === '' && on === '')}
      onSave={async (reason) => save.mutateAsync({ packId: pack.id, reason, ...wanted, ...signedOff })}
      onClose={onClose}
    >
      <div className="record-pair">
        <TextInput
          label={change === 'sign-off' ? 'Signed off by' : 'Signed off by, if counsel has'}
          description="The person of counsel who read it"
          maxLength={200}
          data-autofocus={change === 'sign-off' || undefined}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <TextInput
          label="On"
          description={`Version ${pack.version}`}
          type="date"
          max={today}
          error={isAhead ? 'This day is still to come' : null}
          value={on}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
      </div>
    </ReasonDialog>
  );
}
