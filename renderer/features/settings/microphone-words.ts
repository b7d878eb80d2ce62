import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

type Words = { text: string; help: string | null; tone: Tone };

/** The microphone's state, and what a person can do about it. */
export const microphoneWords: Readonly<Record<PhoneSnapshot['audio']['microphone'], Words>> = {
  unknown: { text: 'Not checked yet', help: null, tone: 'neutral' },
  ready: { text: 'Ready', help: null, tone: 'good' },
  denied: {
    text: 'Not allowed',
    help: 'Allow the microphone for Deskline in the privacy settings of the system, then come back.',
    tone: 'stop',
  },
  missing: { text: 'None connected', help: 'Plug in a headset or microphone; it is found by itself.', tone: 'stop' },
  silent: {
    text: 'Silent',
    help: 'The microphone sends no sound at all. Check its mute switch, its plug, and the input level of the system.',
    tone: 'warn',
  },
};
