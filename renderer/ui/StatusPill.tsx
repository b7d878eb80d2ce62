import type { ReactNode } from 'react';

/** What a colour means everywhere: good, careful, stop, the app's own accent, or nothing in particular. */
export type Tone = 'neutral' | 'good' | 'warn' | 'stop' | 'accent';

type Props = { tone?: Tone; isOutline?: boolean; title?: string; children: ReactNode };

export const StatusPill = ({ tone = 'neutral', isOutline = false, title, children }: Props) => (
  <span className={`pill tone-${tone}${isOutline ? ' outline' : ''}`} title={title}>
    {children}
  </span>
);

type DotProps = { tone?: Tone; isPulsing?: boolean; isHollow?: boolean };

/** A coloured dot; always beside words, never the only carrier of meaning. */
export const StatusDot = ({ tone = 'neutral', isPulsing = false, isHollow = false }: DotProps) => (
  <span aria-hidden className={`dot tone-${tone}${isPulsing ? ' pulse' : ''}${isHollow ? ' hollow' : ''}`} />
);
