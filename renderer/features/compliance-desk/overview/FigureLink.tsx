import type { ReactNode } from 'react';
import { deskAddress } from '../desk-search.ts';
import type { LeadingTabProps } from '../desk-tab-props.ts';
import { formatCount, type Lead } from './overview.model.ts';

type Props = LeadingTabProps & {
  value: number;
  lead: Lead;
  /** What is counted, for those who hear the number alone. */
  label: string;
  children?: ReactNode;
};

/** A number that leads to what it counts; zero leads nowhere. */
export function FigureLink({ value, lead, label, onOpen, children = formatCount(value) }: Props) {
  if (value === 0) return <span className="figure overview-none">{children}</span>;
  return (
    <a
      className="figure overview-link"
      href={deskAddress(lead.tab, lead.search)}
      aria-label={`${formatCount(value)} ${label}`}
      onClick={(event) => {
        event.preventDefault();
        onOpen(lead.tab, lead.search);
      }}
    >
      {children}
    </a>
  );
}
