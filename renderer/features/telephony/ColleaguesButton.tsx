import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { BarPopover } from '../../ui/BarPopover.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { DirectoryList } from './DirectoryList.tsx';
import { useInternalDial } from './use-directory.ts';

type Props = { isDisabled: boolean; onNumber: (phoneNumber: string) => void };

/** The list of colleagues and queues on a button; a whole number typed there goes to the dial field instead. */
export function ColleaguesButton({ isDisabled, onNumber }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState('');
  const dial = useInternalDial();
  useShortcut('dial.colleague', () => setIsOpen((was) => !was), !isDisabled);
  const close = (): void => {
    setIsOpen(false);
    setQuery('');
  };
  return (
    <BarPopover
      label="Colleagues and queues"
      isOpen={isOpen}
      onChange={setIsOpen}
      width={380}
      target={
        <ActionButton
          label="Colleagues"
          keys={keymap['dial.colleague'].keys}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          icon={<IconUsers size={17} />}
          onClick={() => setIsOpen(!isOpen)}
        />
      }
    >
      <DirectoryList
        label="Whom to call"
        placeholder="Name, role or queue"
        query={query}
        onQuery={setQuery}
        extra={null}
        onPick={({ target, phoneNumber }) => {
          if (target) dial.mutate(target, { onSuccess: close });
          else if (phoneNumber !== null) onNumber(phoneNumber);
        }}
        footer={
          <p className="pick-foot">
            <span>
              <KeyHint keys="enter" /> calls
            </span>
          </p>
        }
      />
      {dial.isError ? (
        <div className="pick-problem">
          <ProblemNotice problem={problemOf(dial.error)} />
        </div>
      ) : null}
    </BarPopover>
  );
}
