import { useEffect, useEffectEvent } from 'react';
import type { EventName, EventPayload } from '../../shared/ipc/ipc-map.ts';
import { listen } from './bridge.ts';

/** Listens to one of main's events while the component is shown; always calls the newest listener. */
export function useBridgeEvent<N extends EventName>(channel: N, listener: (payload: EventPayload<N>) => void): void {
  const onPayload = useEffectEvent(listener);
  useEffect(() => listen(channel, (payload) => onPayload(payload)), [channel]);
}
