/** From pressed keys to an Electron accelerator. Pure. */
import type { Hotkey, HotkeyAction } from '../../../shared/ipc/local-schemas.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const hotkeyWords: Readonly<Record<HotkeyAction, string>> = {
  answer: 'Answer a call',
  'hang-up': 'Hang up or decline',
  'toggle-mute': 'Mute or unmute',
  'toggle-hold': 'Hold or resume',
  'switch-call': 'Switch to the other call',
  transfer: 'Transfer',
  'complete-transfer': 'Complete the transfer',
  merge: 'Merge the calls',
  park: 'Park the call',
  'drop-message': 'Leave a recorded message',
  'toggle-recording': 'Pause or resume recording',
  redial: 'Redial',
  'toggle-do-not-disturb': 'Do not disturb on or off',
  'next-account': 'Next account',
};

/** The actions as the settings show them: what they are about, in the order of a call. */
export const hotkeyGroups: readonly { group: string; actions: readonly HotkeyAction[] }[] = [
  { group: 'In a call', actions: ['answer', 'hang-up', 'toggle-mute', 'toggle-hold', 'toggle-recording'] },
  { group: 'Passing on', actions: ['transfer', 'complete-transfer', 'switch-call', 'merge', 'park', 'drop-message'] },
  { group: 'Between calls', actions: ['next-account', 'redial', 'toggle-do-not-disturb'] },
];

export const hotkeyStateWords: Readonly<Record<Hotkey['state'], { label: string; tone: Tone }>> = {
  off: { label: 'Off', tone: 'neutral' },
  registered: { label: 'Press it now to verify', tone: 'warn' },
  verified: { label: 'Verified', tone: 'good' },
  failed: { label: 'Does not work', tone: 'stop' },
};

type Keys = { key: string; code: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

const named: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Space: 'Space',
  Enter: 'Return',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Slash: '/',
};

function keyName(code: string): string | null {
  if (/^Key[A-Z]$/.test(code)) return code.slice(3);
  if (/^Digit\d$/.test(code)) return code.slice(5);
  if (/^F([1-9]|1\d|2[0-4])$/.test(code)) return code;
  if (/^Numpad\d$/.test(code)) return `num${code.slice(6)}`;
  return named[code] ?? null;
}

/**
 * The accelerator of what was pressed; null while only modifiers are held or the key has no name. A key without a
 * modifier would be taken from every other program, so only function keys may stand alone.
 */
export function acceleratorOf(event: Keys): string | null {
  const name = keyName(event.code);
  if (name === null) return null;
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'CommandOrControl' : null,
    event.altKey ? 'Alt' : null,
    event.shiftKey ? 'Shift' : null,
  ].filter((each) => each !== null);
  const isAlone = modifiers.length === 0 || (modifiers.length === 1 && modifiers[0] === 'Shift');
  if (isAlone && !/^F\d+$/.test(name)) return null;
  return [...modifiers, name].join('+');
}
