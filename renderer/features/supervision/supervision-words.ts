import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';

/** Each mode: its name, who hears the supervisor, and what the agent reads. */
export const supervisionWords: Readonly<
  Record<SupervisionMode, { label: string; doing: string; heard: string; agentSees: string }>
> = {
  listen: { label: 'Listen', doing: 'Listening to', heard: 'Nobody hears you.', agentSees: 'is listening' },
  whisper: {
    label: 'Whisper',
    doing: 'Whispering to',
    heard: 'Only the agent hears you.',
    agentSees: 'speaks to you; the other side does not hear it',
  },
  barge: {
    label: 'Barge',
    doing: 'In the call of',
    heard: 'Both sides hear you.',
    agentSees: 'is in the call; everybody hears everybody',
  },
};
