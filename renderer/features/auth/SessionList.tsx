import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatDateTime } from '../../ui/format.ts';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';

/** One's own open sessions, each of which can be ended from here. */
export function SessionList() {
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: async () => request('auth:list-sessions', null) });
  const end = useMutation({
    mutationFn: async (id: string) => request('auth:end-session', id),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  if (sessions.isPending) return <LoadingState label="Loading sessions" lines={4} />;
  if (sessions.isError)
    return <ProblemState problem={problemOf(sessions.error)} onRetry={() => void sessions.refetch()} />;
  return (
    <>
      {end.isError ? <ProblemNotice problem={problemOf(end.error)} /> : null}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Device</th>
            <th scope="col">Signed in</th>
            <th scope="col">Last used</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.data.map((session) => (
            <tr key={session.id}>
              <td>
                {session.device_name} {session.is_current ? <StatusPill tone="accent">This device</StatusPill> : null}
              </td>
              <td>{formatDateTime(session.created_at)}</td>
              <td>{formatDateTime(session.last_used_at)}</td>
              <td>{formatDateTime(session.expires_at)}</td>
              <td className="end">
                {session.is_current ? null : (
                  <Button
                    variant="default"
                    loading={end.isPending && end.variables === session.id}
                    aria-label={`End the session on ${session.device_name}`}
                    onClick={() => end.mutate(session.id)}
                  >
                    End
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
