import type { CallRow } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

/** What became of a call on the wire, in an agent's words. */
export const connectWords: Readonly<Record<CallRow['connect_class'], { label: string; tone: Tone }>> = {
  reserved: { label: 'Not settled yet', tone: 'neutral' },
  connected: { label: 'Connected', tone: 'good' },
  'rang-out': { label: 'Rang out', tone: 'neutral' },
  busy: { label: 'Busy', tone: 'neutral' },
  'not-in-service': { label: 'Not in service', tone: 'warn' },
  failed: { label: 'Failed', tone: 'stop' },
  'refused-by-network': { label: 'Refused by network', tone: 'stop' },
};
