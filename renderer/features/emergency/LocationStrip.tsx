import { Button } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { useEmergencyStatus } from '../../platform/snapshot-store.ts';
import { ShellStrip } from '../../ui/ShellStrip.tsx';
import { locationLine } from './emergency.model.ts';
import { LocationDialog } from './LocationDialog.tsx';
import { useConfirmLocation } from './use-emergency.ts';

/** Asks for the place 911 is told while it is not confirmed: at sign-in, and when the network has become another. */
export function LocationStrip() {
  const status = useEmergencyStatus();
  const [isOpen, setIsOpen] = useState(false);
  const [putOff, setPutOff] = useState<string | null>(null);
  const confirm = useConfirmLocation();
  if (status === null || status.state === 'confirmed') return null;
  const key = `${status.reason ?? ''} ${status.confirmed?.confirmedAt ?? ''}`;
  const known = status.confirmed?.location ?? null;
  return (
    <>
      <LocationDialog isOpen={isOpen} onClose={() => setIsOpen(false)} />
      {putOff === key ? null : (
        <ShellStrip
          label="Location for 911"
          icon={<IconMapPin size={17} aria-hidden />}
          title={known ? `Still at ${locationLine(known)}?` : 'Where is this desk? 911 needs to know.'}
          actions={
            <>
              {known ? (
                <Button loading={confirm.isPending} className="on-fill" onClick={() => confirm.mutate(known)}>
                  Still here
                </Button>
              ) : null}
              <Button {...(known ? { variant: 'default' } : { className: 'on-fill' })} onClick={() => setIsOpen(true)}>
                {known ? 'Somewhere else' : 'Enter the address'}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => setPutOff(key)}>
                Later
              </Button>
            </>
          }
        >
          {confirm.isError
            ? problemOf(confirm.error).message
            : (status.reason ?? (known ? '911 is told this address.' : ''))}
        </ShellStrip>
      )}
    </>
  );
}
