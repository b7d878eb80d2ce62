/**
 * The words after `deskline` on the command line, for scripts, stream decks and desktops whose global keys do not work.
 * Links and bare numbers are none of these: they are shown by the app itself (os/deep-links.ts).
 */
import { numberOfDialed } from '../../os/deep-links.ts';

export type Command =
  | { do: 'call'; phoneNumber: string; isNow: boolean }
  | { do: 'call-emergency'; number: '911' | '933' }
  | { do: 'answer' | 'hang-up' | 'show' }
  | { do: 'set-muted'; isMuted: boolean }
  | { do: 'set-held'; isHeld: boolean }
  | { do: 'transfer'; to: string }
  | { do: 'send-dtmf'; tones: string }
  | { do: 'status'; isJson: boolean };
/** What needs no running Deskline. */
export type LocalCommand = { do: 'help' } | { do: 'version' };
export type Parsed = Command | LocalCommand | { do: 'refuse'; usage: string };

/** 0 done; 1 refused, with the reason; 2 not understood; 3 Deskline is not running; 4 nobody is signed in. */
export const exitCodes = { done: 0, refused: 1, usage: 2, notRunning: 3, notSignedIn: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const helpText = `deskline                        starts Deskline, or brings its window to the front
deskline tel:+12125550100       shows a number with its verdict, as a link does
deskline <command>              speaks to the Deskline that runs:

  call <number>                 puts the number into the dial pad and says whether it may be called now
  call --now <number>           dials it, if the law and your policy allow the call
                                (911, and 933 to test it, are dialed at once, with or without --now)
  answer                        answers the call that rings
  hangup                        ends the call, or declines the one that rings
  mute, unmute                  your microphone in the call
  hold, resume                  the call
  transfer <colleague or queue> hands the call over; the beginning of the name is enough
  dtmf <keys>                   sends keys such as 123#
  status [--json]               phone, calls, and what waits to be sent
  show                          brings the window to the front
  help, version

Exit code: 0 done; 1 refused, with the reason; 2 not understood; 3 Deskline is not running; 4 nobody is signed in.`;

const refuse = (usage: string): Parsed => ({ do: 'refuse', usage });
const plain: Readonly<Record<string, Command | LocalCommand>> = {
  answer: { do: 'answer' },
  hangup: { do: 'hang-up' },
  mute: { do: 'set-muted', isMuted: true },
  unmute: { do: 'set-muted', isMuted: false },
  hold: { do: 'set-held', isHeld: true },
  resume: { do: 'set-held', isHeld: false },
  show: { do: 'show' },
  help: { do: 'help' },
  version: { do: 'version' },
};

function parseCall(words: readonly string[]): Parsed {
  const flags = words.filter((word) => word.startsWith('--'));
  if (flags.some((flag) => flag !== '--now')) return refuse('call [--now] <number>');
  const text = words
    .filter((word) => !word.startsWith('--'))
    .join(' ')
    .trim();
  const digits = text.replaceAll(/[\s().-]/g, '');
  const phoneNumber = digits === '911' || digits === '933' ? digits : numberOfDialed(text);
  if (phoneNumber === '911' || phoneNumber === '933') return { do: 'call-emergency', number: phoneNumber };
  if (phoneNumber === null) return refuse('call [--now] <number>, such as +12125550100');
  return { do: 'call', phoneNumber, isNow: flags.length > 0 };
}

/** What the words ask for. Pure. */
export function parseCommand(words: readonly string[]): Parsed {
  const [name = '', ...rest] = words;
  if (name === 'call') return parseCall(rest);
  if (name === 'transfer') {
    const to = rest.join(' ').trim();
    return to === '' || to.length > 120 ? refuse('transfer <colleague or queue>') : { do: 'transfer', to };
  }
  if (name === 'dtmf') {
    const tones = rest.join('').toUpperCase();
    return /^[0-9A-D#*]{1,32}$/.test(tones)
      ? { do: 'send-dtmf', tones }
      : refuse('dtmf <keys: 0-9 A-D # *, at most 32>');
  }
  if (name === 'status') {
    if (rest.some((word) => word !== '--json')) return refuse('status [--json]');
    return { do: 'status', isJson: rest.length > 0 };
  }
  const known = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (known === undefined) return refuse(`${name} is no command; deskline help lists them`);
  return rest.length > 0 ? refuse(`${name} takes nothing after it`) : known;
}

const isSwitch = (word: string): boolean => word.startsWith('-');

/**
 * The command's words among a process's arguments; none when Deskline itself was started, perhaps with a link or a number.
 * Chromium's switches stand before and among them; a program run by Electron's own executable (`isDefaultApp`) has its folder
 * before them. Pure.
 */
export function commandWordsOf(commandLine: readonly string[], isDefaultApp: boolean): string[] {
  const given = commandLine.slice(1);
  const appAt = given.findIndex((word) => !isSwitch(word));
  const own = isDefaultApp ? (appAt < 0 ? [] : given.slice(appAt + 1)) : given;
  const first = own.findIndex((word) => !isSwitch(word));
  const name = own[first];
  return name !== undefined && /^[a-z][a-z-]*$/.test(name) ? own.slice(first) : [];
}
