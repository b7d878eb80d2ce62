import { type ReactNode, useId } from 'react';

type Props = {
  title: string;
  note?: ReactNode;
  actions?: ReactNode;
  className?: string;
  isPadded?: boolean;
  children: ReactNode;
};

/** A landmark with a heading: everything on a screen stands in one. */
export function Panel({ title, note, actions, className = '', isPadded = false, children }: Props) {
  const headingId = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={headingId}>
      <header className="panel-head">
        <h2 className="panel-title" id={headingId}>
          <span className="truncate">{title}</span>
          {note === undefined ? null : <small className="truncate">{note}</small>}
        </h2>
        {actions}
      </header>
      <div className={isPadded ? 'panel-body padded' : 'panel-body'}>{children}</div>
    </section>
  );
}
