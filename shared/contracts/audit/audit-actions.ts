/** The closed list of audited actions, `feature.what-happened`. Every write of the API names one of them. */
export const auditActions = [
  'auth.signed-in',
  'auth.sign-in-refused',
  'auth.locked-out',
  'auth.signed-out',
  'auth.session-refreshed',
  'auth.session-ended',
  'auth.refresh-reused',
  'call.started',
  'call.refused',
  'call.event-recorded',
  'call.dispositioned',
  'permit.redeemed',
  'permit.refused',
  'telephony.token-issued',
  'agent.state-changed',
  'feedback.sent',
] as const;
export type AuditAction = (typeof auditActions)[number];
