import type { ReactNode } from 'react';

/** Scrolls, so it can be reached and scrolled by keyboard (WCAG 2.1.1), and says what it holds. */
const reachable = { role: 'group', tabIndex: 0 } as const;

type Props = { label: string; className?: string; children: ReactNode };

export const ScrollRegion = ({ label, className = '', children }: Props) => (
  <div {...reachable} aria-label={label} className={`scroll ${className}`}>
    {children}
  </div>
);
