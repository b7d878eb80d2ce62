export { AgentStatePicker } from './AgentStatePicker.tsx';
export { FloorPage } from './FloorPage.tsx';
export { forgetAgentState, useAgentState } from './use-agent-state.ts';
