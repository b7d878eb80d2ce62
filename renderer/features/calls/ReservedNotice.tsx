import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/States.tsx';
import type { PlacedReserved } from './use-reserved.ts';

type Props = { reserved: PlacedReserved; isPlaced?: boolean };

/** That the phone system did not let a call through that was cleared ahead, in the server's words. */
export const RefusedNotice = ({ reason }: { reason: string }) => (
  <Notice tone="stop" title="This call did not go out: something has changed since it was cleared.">
    {reason}
  </Notice>
);

/** That the server is away, and that this one call may be placed all the same, or was. */
export function ReservedNotice({ reserved, isPlaced = false }: Props) {
  const clearedAt = formatTime(reserved.clearedAt);
  if (isPlaced)
    return (
      <Notice tone="warn" title="Placed while the server could not be reached.">
        This call was cleared at {clearedAt}. What you save is sent when the server answers.
      </Notice>
    );
  return (
    <Notice tone="warn" title="The server cannot be reached.">
      This call was cleared at {clearedAt} and may be placed until {formatTime(reserved.validUntil)}. The phone system
      checks once more before it rings.
    </Notice>
  );
}
