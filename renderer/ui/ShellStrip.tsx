import type { ReactNode } from 'react';
import type { Tone } from './StatusPill.tsx';

type Props = {
  /** Name of the region. */
  label: string;
  tone?: Tone;
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions: ReactNode;
};

/** One line across the window that asks something or tells something, with buttons; it takes no focus. */
export const ShellStrip = ({ label, tone = 'neutral', icon, title, children, actions }: Props) => (
  <section className={`shell-strip tone-${tone}`} aria-label={label}>
    {icon}
    <p className="shell-strip-text">
      <strong>{title}</strong> <span>{children}</span>
    </p>
    <span className="shell-strip-actions">{actions}</span>
  </section>
);
