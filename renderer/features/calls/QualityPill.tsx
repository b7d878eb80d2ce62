import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { BarPopover } from '../../ui/BarPopover.tsx';
import { qualityWords } from '../../ui/quality-words.ts';
import { LoadingState } from '../../ui/States.tsx';
import { useShortcut } from '../shortcuts/index.ts';
import { useCallPanel } from './call-panels.ts';

// The chart library is read when somebody looks, so that it costs the start of a window nothing.
const QualityPanel = lazy(async () => {
  const { QualityPanel: panel } = await import('./QualityPanel.tsx');
  return { default: panel };
});

/** How the call sounds in a word and a figure; opens the graph. */
export function QualityPill({ call }: { call: PhoneCall }) {
  const { isOpen, change, toggle } = useCallPanel('quality');
  const words = qualityWords(call.quality?.mos ?? null);
  useShortcut('call.quality', toggle, words !== null);
  if (!words || !call.quality) return null;
  return (
    <BarPopover
      label="Quality of the call"
      isOpen={isOpen}
      onChange={change}
      position="bottom-start"
      width={430}
      offset={42}
      isPadded
      target={
        <button
          type="button"
          className={`pill pill-button tone-${words.tone}`}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          aria-label={`Sound ${words.text.toLowerCase()}, ${call.quality.mos.toFixed(1)} of 4.5. Show the graph`}
          onClick={toggle}
        >
          {words.text} {call.quality.mos.toFixed(1)}
          <IconChevronDown size={12} aria-hidden />
        </button>
      }
    >
      <Suspense fallback={<LoadingState label="Loading the graph" lines={4} />}>
        <QualityPanel call={call} />
      </Suspense>
    </BarPopover>
  );
}
