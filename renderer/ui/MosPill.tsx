import { qualityWords } from './quality-words.ts';
import { StatusPill } from './StatusPill.tsx';

/** The last reported mean opinion score; unknown is said, not drawn as zero. */
export function MosPill({ mos }: { mos: number | null }) {
  const words = qualityWords(mos);
  if (words === null || mos === null) return <span className="muted">Not measured yet</span>;
  return (
    <StatusPill tone={words.tone}>
      {words.text} {mos.toFixed(1)}
    </StatusPill>
  );
}
