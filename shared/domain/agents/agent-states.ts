/** What an agent is doing, as the floor sees it. `offline` is the server's own finding: no live connection. */
export const agentStates = ['available', 'on-call', 'wrap-up', 'break', 'offline'] as const;
export type AgentState = (typeof agentStates)[number];

/** Why an agent is on `break`: what he chose. Paused in every queue meanwhile. */
export const breakReasons = ['short-break', 'lunch', 'meeting', 'training', 'coaching', 'back-office'] as const;
export type BreakReason = (typeof breakReasons)[number];

/**
 * What each second of a signed-in day is charged to. `outage`: the phone or the server was away while the app ran, which
 * is nobody's break.
 */
export const timeCategories = ['available', 'on-call', 'wrap-up', ...breakReasons, 'outage', 'offline'] as const;
export type TimeCategory = (typeof timeCategories)[number];
