import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf, request } from '../../platform/bridge.ts';
import { useSignInState } from '../../platform/snapshot-store.ts';
import { useMinute } from '../../platform/use-now.ts';
import { formatDate, formatPhone, formatTime, zoneName } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';

/** The organisation as consumers meet it: name on calls, caller ids, time zone. */
export function OrganizationPage() {
  const nowMs = useMinute();
  const signIn = useSignInState();
  const organizationId = signIn?.state === 'signed-in' ? signIn.me.organization.id : null;
  const may = signIn?.state === 'signed-in' && signIn.me.permissions.includes('organization.supervision-notice');
  const mayReserve = signIn?.state === 'signed-in' && signIn.me.permissions.includes('organization.reserved-permits');
  const queryKey = ['organization', organizationId];
  const organization = useQuery({
    queryKey,
    queryFn: async () => request('organizations:get', organizationId ?? ''),
    enabled: organizationId !== null,
  });
  if (organization.isPending)
    return (
      <Panel title="Organization">
        <LoadingState label="Loading the organization" />
      </Panel>
    );
  if (organization.isError && !organization.data)
    return (
      <Panel title="Organization" className="page-panel">
        <ProblemState problem={problemOf(organization.error)} onRetry={() => void organization.refetch()} />
      </Panel>
    );
  const {
    name,
    caller_name: callerName,
    zone,
    is_practice: isPractice,
    caller_ids: callerIds,
    shows_supervision: showsSupervision,
    reserves_permits: reservesPermits,
    created_at: createdAt,
    id,
  } = organization.data;
  return (
    <div className="page-columns">
      <Panel title={name} isPadded actions={isPractice ? <StatusPill tone="accent">Practice</StatusPill> : null}>
        <dl className="facts">
          <dt>Name on calls</dt>
          <dd>
            {callerName}
            <div className="muted">Said in messages; must not reveal debt collection (12 CFR 1006.2(j)(1)(i)).</div>
          </dd>
          <dt>Time zone</dt>
          <dd>
            {zone}, now {formatTime(nowMs, zone)} {zoneName(zone, nowMs)}
          </dd>
          <dt>Supervision</dt>
          <dd>
            <SupervisionNotice isShown={showsSupervision} mayChange={may} queryKey={queryKey} />
          </dd>
          <dt>Short outages</dt>
          <dd>
            <ShortOutages isOn={reservesPermits} mayChange={mayReserve} queryKey={queryKey} />
          </dd>
          <dt>With Deskline since</dt>
          <dd>{formatDate(createdAt)}</dd>
          <dt>Number for support</dt>
          <dd className="mono">{id}</dd>
        </dl>
      </Panel>
      <Panel title="Caller ids" note="The numbers consumers see">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Label</th>
            </tr>
          </thead>
          <tbody>
            {callerIds.map((each) => (
              <tr key={each.phone_number}>
                <td className="figure">{formatPhone(each.phone_number)}</td>
                <td>{each.label}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </div>
  );
}

type NoticeProps = { isShown: boolean; mayChange: boolean; queryKey: readonly unknown[] };

/** Whether agents are told who listens in; those who manage the floor decide it. */
function SupervisionNotice({ isShown, mayChange, queryKey }: NoticeProps) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (shows: boolean) => request('organizations:set-supervision-notice', shows),
    onSuccess: (organization) => queries.setQueryData(queryKey, organization),
  });
  if (!mayChange) return isShown ? 'Agents see when somebody listens in' : 'Agents are not shown who listens in';
  return (
    <>
      <Switch
        label="Agents see when somebody listens in"
        description="Holds at once. The audit log keeps who was listened to either way."
        checked={isShown}
        disabled={save.isPending}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
      {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
    </>
  );
}

type OutageProps = { isOn: boolean; mayChange: boolean; queryKey: readonly unknown[] };

/** Whether calls are cleared ahead of an outage; compliance decides it, because each one counts. */
function ShortOutages({ isOn, mayChange, queryKey }: OutageProps) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (reserves: boolean) => request('organizations:set-reserved-permits', reserves),
    onSuccess: (organization) => queries.setQueryData(queryKey, organization),
  });
  if (!mayChange)
    return isOn
      ? 'The next calls are cleared a few minutes ahead, so that a short outage does not stop agents'
      : 'No calls go out while the server is away';
  return (
    <>
      <Switch
        label="Clear the next calls ahead"
        description="Agents can place them while the server is away, for five minutes at most. Each counts as an attempt until it is given back."
        checked={isOn}
        disabled={save.isPending}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
      {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
    </>
  );
}
