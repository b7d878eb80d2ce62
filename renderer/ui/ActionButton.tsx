import type { ReactNode } from 'react';
import { KeyHint } from './KeyHint.tsx';

type Props = {
  label: string;
  keys?: string;
  icon: ReactNode;
  isPressed?: boolean;
  /** Opens something below it, which is open or not. */
  isExpanded?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
};

/** An action with its name and its key in sight: icon above, words and key cap below. */
export const ActionButton = ({ label, keys, icon, isPressed, isExpanded, isDisabled = false, onClick }: Props) => (
  <button
    type="button"
    className="action-button"
    aria-label={label}
    disabled={isDisabled}
    {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    {...(isExpanded === undefined ? {} : { 'aria-expanded': isExpanded, 'aria-haspopup': 'dialog' })}
    onClick={onClick}
  >
    {icon}
    <span className="action-words">
      {label}
      {keys === undefined ? null : <KeyHint keys={keys} />}
    </span>
  </button>
);
