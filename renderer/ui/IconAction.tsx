import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { KeyHint } from './KeyHint.tsx';

type Props = {
  label: string;
  keys?: string | undefined;
  isPressed?: boolean;
  /** Opens something below it, which is open or not. */
  isExpanded?: boolean;
  isDisabled?: boolean;
  size?: number;
  onClick: () => void;
  children: ReactNode;
};

/** An icon that does something: always with a name, and its key in the tooltip. */
export function IconAction({
  label,
  keys,
  isPressed,
  isExpanded,
  isDisabled = false,
  size = 28,
  onClick,
  children,
}: Props) {
  const tip = keys === undefined ? label : <TipWithKey label={label} keys={keys} />;
  return (
    <Tooltip label={tip}>
      <ActionIcon
        size={size}
        aria-label={label}
        disabled={isDisabled}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...(isExpanded === undefined ? {} : { 'aria-expanded': isExpanded, 'aria-haspopup': 'dialog' })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

const TipWithKey = ({ label, keys }: { label: string; keys: string }) => (
  <span className="on-fill" style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
    {label} <KeyHint keys={keys} />
  </span>
);
