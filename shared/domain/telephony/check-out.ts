/** What the check-out before the shift looks at, in the order it is shown. All of it together takes at most 30 seconds. */
export const checkOutItems = [
  'microphone',
  'speaker',
  'ringer',
  'headset',
  'pbx',
  'media-path',
  'server',
  'clock',
  'outbox',
  'policy',
] as const;
export type CheckOutItem = (typeof checkOutItems)[number];

/** `warning`: the agent can work, something is worth a look. `failed`: a shift should not begin like this. */
export const checkOutVerdicts = ['passed', 'warning', 'failed', 'not-applicable'] as const;
export type CheckOutVerdict = (typeof checkOutVerdicts)[number];
