import type { ReactNode } from 'react';
import { KeyHint } from './KeyHint.tsx';

type Props = {
  label: string;
  /** What the label leaves out: read out, and shown on hover. */
  detail?: string;
  keys?: string;
  icon: ReactNode;
  isPressed?: boolean;
  /** Opens something below it, which is open or not. */
  isExpanded?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
};

/** An action with its name and its key in sight: icon above, words and key cap below. */
export const ActionButton = ({
  label,
  detail,
  keys,
  icon,
  isPressed,
  isExpanded,
  isDisabled = false,
  onClick,
}: Props) => (
  <button
    type="button"
    className="action-button"
    title={detail}
    aria-keyshortcuts={keys}
    disabled={isDisabled}
    {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    {...(isExpanded === undefined ? {} : { 'aria-expanded': isExpanded, 'aria-haspopup': 'dialog' })}
    onClick={onClick}
  >
    {icon}
    <span className="action-words">
      {label} {detail === undefined ? null : <span className="visually-hidden">{detail}</span>}
      {keys === undefined ? null : (
        <span aria-hidden>
          <KeyHint keys={keys} />
        </span>
      )}
    </span>
  </button>
);
