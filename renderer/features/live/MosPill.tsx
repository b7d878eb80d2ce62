import { StatusPill, type Tone } from '../../ui/StatusPill.tsx';

/** The last reported mean opinion score; unknown is said, not drawn as zero. */
export function MosPill({ mos }: { mos: number | null }) {
  if (mos === null) return <span className="muted">Not measured yet</span>;
  const [word, tone]: [string, Tone] = mos >= 4 ? ['Good', 'good'] : mos >= 3.5 ? ['Fair', 'warn'] : ['Poor', 'stop'];
  return (
    <StatusPill tone={tone}>
      {word} {mos.toFixed(1)}
    </StatusPill>
  );
}
