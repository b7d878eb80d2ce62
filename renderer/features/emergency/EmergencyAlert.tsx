import { Button } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { EmergencyCall } from '../../../shared/contracts/emergency/emergency.contract.ts';
import { announce } from '../../platform/announcer.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { formatTimeSeconds } from '../../ui/format.ts';
import { playAlarm } from './alarm-sound.ts';
import { locationLine } from './emergency.model.ts';
import './emergency.css';

/**
 * Tells the floor that somebody has called 911: who, where, when (47 CFR 9.16(b)(2)). Red, heard, above everything, and it
 * stays until each call has been acknowledged.
 */
export function EmergencyAlert() {
  const [calls, setCalls] = useState<readonly EmergencyCall[]>([]);
  useBridgeEvent('live:event', (event) => {
    if (event.type !== 'emergency') return;
    const { emergency } = event;
    setCalls((known) => (known.some(({ id }) => id === emergency.id) ? known : [...known, emergency]));
    announce(sentenceOf(emergency), 'assertive');
    playAlarm();
  });
  useTitleAlarm(calls.length > 0);
  if (calls.length === 0) return null;
  return (
    <div className="emergency" role="alert">
      {calls.map((call) => (
        <div key={call.id} className="emergency-call">
          <IconAlertOctagon size={30} aria-hidden />
          <div className="emergency-who">
            <strong>
              {call.agent_name} called {call.number}
              {call.number === '933' ? ' (test)' : ''}
            </strong>
            <span className="figure">at {formatTimeSeconds(call.at)}</span>
          </div>
          <div className="emergency-where">
            {call.location ? (
              <>
                <strong>{locationLine(call.location)}</strong>
                <span>
                  {call.location_confirmed_at === null
                    ? 'Not confirmed by the agent'
                    : `Confirmed ${formatTimeSeconds(call.location_confirmed_at)}`}
                </span>
              </>
            ) : (
              <strong>No location was confirmed: go and find {call.agent_name}</strong>
            )}
          </div>
          <Button variant="default" onClick={() => setCalls((known) => known.filter(({ id }) => id !== call.id))}>
            I take care of it
          </Button>
        </div>
      ))}
    </div>
  );
}

const sentenceOf = (call: EmergencyCall): string =>
  `Emergency: ${call.agent_name} called ${call.number}. ${call.location ? locationLine(call.location) : 'No location.'}`;

/** The title speaks too, for a window that is behind others. */
function useTitleAlarm(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const before = document.title;
    document.title = '911 call! Deskline';
    return () => {
      document.title = before;
    };
  }, [isOn]);
}
