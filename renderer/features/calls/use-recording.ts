import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { RecordingStatus } from '../../../shared/ipc/local-schemas.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { recordingWords, resumesAtMs } from './recording.model.ts';

type Reason = ChannelRequest<'calls:set-recording'>['reason'];

const recordingKey = (callId: string | null) => ['recording', callId] as const;
/** The recording of a call as the telephone system confirmed it; null while it is not known or not offered. */
export function useRecording(callId: string | null): RecordingStatus | null {
  const queries = useQueryClient();
  const canRecord = usePhone()?.services.canRecord ?? false;
  const status = useQuery({
    queryKey: recordingKey(callId),
    queryFn: async () => request('calls:get-recording', callId ?? ''),
    enabled: callId !== null && canRecord,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useBridgeEvent('calls:recording-changed', (news) => {
    queries.setQueryData<RecordingStatus>(recordingKey(news.callId), (known) =>
      known && Date.parse(known.asOf) > Date.parse(news.asOf) ? known : news,
    );
  });
  if (!canRecord || callId === null) return null;
  if (status.isError)
    return { callId, state: 'unknown', asOf: new Date(status.errorUpdatedAt).toISOString(), reason: null };
  return status.data ?? null;
}

/**
 * Pauses the recording of a call for a reason and takes that pause back. `isPaused` is true only when the telephone system
 * has confirmed it: whoever asks for card data must wait for it. A pause for a payment ends by itself two minutes after it
 * was last said (`resumesAtMs`); pausing again prolongs it.
 */
export function useRecordingPause(callId: string | null, reason: Reason) {
  const queries = useQueryClient();
  const status = useRecording(callId);
  const change = useMutation({
    mutationFn: async (isPaused: boolean) =>
      request('calls:set-recording', {
        callId: callId ?? '',
        isPaused,
        // A pause is taken back by the reason it was made for.
        reason: isPaused ? reason : (status?.reason ?? reason),
      }),
    onSuccess: (confirmed) => {
      queries.setQueryData(recordingKey(confirmed.callId), confirmed);
      announce(recordingWords[confirmed.state].sentence, 'assertive');
    },
    onError: (error) => {
      const problem = problemOf(error);
      announce(`${problem.message} ${problem.next}`, 'assertive');
      void queries.invalidateQueries({ queryKey: recordingKey(callId) });
    },
  });
  return {
    status,
    isPaused: status?.state === 'paused',
    isChanging: change.isPending || status?.state === 'changing',
    resumesAtMs: resumesAtMs(status),
    problem: change.isError ? problemOf(change.error) : null,
    pause: (): void => change.mutate(true),
    resume: (): void => change.mutate(false),
  };
}
