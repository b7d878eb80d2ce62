import { IconHeadphones, IconMicrophone } from '@tabler/icons-react';
import { useCallback } from 'react';
import { listen } from '../../platform/bridge.ts';
import { LevelMeter } from '../../ui/LevelMeter.tsx';

type Props = { callId: string; isMuted: boolean };

/** Both directions of the call as they sound now. */
export function CallLevels({ callId, isMuted }: Props) {
  const listenToInput = useCallback(
    (show: (db: number) => void) =>
      listen('phone:levels', (levels) => {
        if (levels.callId === callId) show(levels.inputDb);
      }),
    [callId],
  );
  const listenToOutput = useCallback(
    (show: (db: number) => void) =>
      listen('phone:levels', (levels) => {
        if (levels.callId === callId) show(levels.outputDb);
      }),
    [callId],
  );
  return (
    <div className={`call-levels${isMuted ? ' is-muted' : ''}`}>
      <span>
        <IconMicrophone size={13} aria-hidden /> <LevelMeter label="Your voice" listen={listenToInput} />
      </span>
      <span>
        <IconHeadphones size={13} aria-hidden /> <LevelMeter label="Their voice" listen={listenToOutput} />
      </span>
    </div>
  );
}
