import type { AuditAction } from '../../../shared/contracts/audit/audit-actions.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

/** Each audited action in words. */
export const auditWords: Readonly<Record<AuditAction, { label: string; tone: Tone }>> = {
  'auth.signed-in': { label: 'Signed in', tone: 'neutral' },
  'auth.sign-in-refused': { label: 'Sign-in refused', tone: 'warn' },
  'auth.locked-out': { label: 'Locked out', tone: 'stop' },
  'auth.signed-out': { label: 'Signed out', tone: 'neutral' },
  'auth.session-refreshed': { label: 'Session renewed', tone: 'neutral' },
  'auth.session-ended': { label: 'Session ended', tone: 'neutral' },
  'auth.refresh-reused': { label: 'Used token presented again', tone: 'stop' },
  'call.started': { label: 'Call allowed', tone: 'good' },
  'call.refused': { label: 'Call refused', tone: 'stop' },
  'call.event-recorded': { label: 'Call event recorded', tone: 'neutral' },
  'call.dispositioned': { label: 'Wrap-up saved', tone: 'accent' },
  'permit.redeemed': { label: 'Dial permit used', tone: 'neutral' },
  'permit.refused': { label: 'Dial permit refused', tone: 'stop' },
  'telephony.token-issued': { label: 'Phone token issued', tone: 'neutral' },
  'agent.state-changed': { label: 'Agent state changed', tone: 'neutral' },
  'feedback.sent': { label: 'Report sent', tone: 'neutral' },
};
