import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  /** What the opened dialog is called. */
  label: string;
  isOpen: boolean;
  onChange: (isOpen: boolean) => void;
  /** The button that opens it. */
  target: ReactNode;
  width?: number;
  /** Where it stands; above for the status bar. */
  position?: 'bottom-end' | 'bottom-start' | 'top-start' | 'top-end';
  isPadded?: boolean;
  /** Distance from the button, pixels: more where something beside the button must stay in sight. */
  offset?: number;
  children: ReactNode;
};

/** A small dialog that hangs on the button that opened it: takes the focus, gives it back, and Escape closes it. */
export const BarPopover = ({
  label,
  isOpen,
  onChange,
  target,
  width,
  position = 'bottom-end',
  isPadded = false,
  offset = 8,
  children,
}: Props) => (
  <Popover
    opened={isOpen}
    onChange={onChange}
    trapFocus
    returnFocus
    position={position}
    withRoles={false}
    offset={offset}
    shadow="md"
    {...(width === undefined ? {} : { width })}
  >
    <Popover.Target>
      <span className="bar-target">{target}</span>
    </Popover.Target>
    <Popover.Dropdown role="dialog" aria-label={label} className={isPadded ? 'bar-popover is-padded' : 'bar-popover'}>
      {children}
    </Popover.Dropdown>
  </Popover>
);
