/** What an agent is doing, as the floor sees it. `offline` is the server's own finding: no live connection. */
export const agentStates = ['available', 'on-call', 'wrap-up', 'break', 'offline'] as const;
export type AgentState = (typeof agentStates)[number];
