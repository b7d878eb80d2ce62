export { useVerdict, verdictKey } from './use-verdict.ts';
export { VerdictPanel } from './VerdictPanel.tsx';
