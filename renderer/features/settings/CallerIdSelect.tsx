import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { problemOf, request } from '../../platform/bridge.ts';
import { useSettings } from '../../platform/snapshot-store.ts';
import { formatPhone } from '../../ui/format.ts';
import { useSaveSettings } from './use-save-settings.ts';

/** The number consumers see, out of those the organisation owns. */
export function CallerIdSelect({ isCompact = false }: { isCompact?: boolean }) {
  const settings = useSettings();
  const save = useSaveSettings();
  const organization = useQuery({
    queryKey: ['organization'],
    queryFn: async () => request('organizations:get-current', null),
  });
  const error = save.error ?? organization.error;
  return (
    <Select
      {...(isCompact
        ? { 'aria-label': 'Number they see' }
        : { label: 'Caller id', description: 'The number consumers see when you call.' })}
      data={[
        { value: '', label: isCompact ? 'Shows the usual number' : 'Chosen by the organization' },
        ...(organization.data?.caller_ids ?? []).map((each) => ({
          value: each.phone_number,
          label: `${isCompact ? 'Shows ' : ''}${formatPhone(each.phone_number)}, ${each.label}`,
        })),
      ]}
      value={settings?.callerId ?? ''}
      error={error ? problemOf(error).message : null}
      onChange={(number) => save.mutate({ callerId: number || null })}
    />
  );
}
