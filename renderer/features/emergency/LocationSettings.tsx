import { Button } from '@mantine/core';
import { useState } from 'react';
import { useEmergencyStatus } from '../../platform/snapshot-store.ts';
import { formatDateTime } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState } from '../../ui/States.tsx';
import { locationLine } from './emergency.model.ts';
import { LocationDialog } from './LocationDialog.tsx';

/** The place 911 is told, and when it was confirmed. */
export function LocationSettings() {
  const status = useEmergencyStatus();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title="Location for 911"
      isPadded
      actions={
        status === null ? null : (
          <StatusPill tone={status.state === 'confirmed' ? 'good' : 'warn'}>
            {status.state === 'confirmed' ? 'Confirmed' : 'Not confirmed'}
          </StatusPill>
        )
      }
    >
      {status === null ? (
        <LoadingState label="Loading the location" lines={2} />
      ) : (
        <div className="location-now">
          <p>
            {status.confirmed ? (
              <>
                <strong>{locationLine(status.confirmed.location)}</strong>
                <span className="muted"> confirmed {formatDateTime(status.confirmed.confirmedAt)}</span>
              </>
            ) : (
              'No address yet. An emergency call is placed all the same.'
            )}
          </p>
          {status.reason === null ? null : <p className="muted">{status.reason}</p>}
          <Button variant="default" onClick={() => setIsOpen(true)}>
            {status.confirmed ? 'Change or confirm' : 'Enter the address'}
          </Button>
        </div>
      )}
      <LocationDialog isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </Panel>
  );
}
