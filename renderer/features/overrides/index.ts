export { stateWords } from './override-words.ts';
export { OverrideOffer } from './OverrideOffer.tsx';
export { OverrideRequests, useWaitingOverrides } from './OverrideRequests.tsx';
export { useOverrides } from './use-overrides.ts';
