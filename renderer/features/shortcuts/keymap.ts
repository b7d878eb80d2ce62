/**
 * Every key of the windows, once. The overlay shows this list, tooltips quote it, `use-shortcut` binds it.
 * Keys without a modifier never fire while a person types, and can be switched off as a whole (WCAG 2.2, 2.1.4).
 * None is the default of a global hotkey: the system would take it before a window sees it.
 */
export type ShortcutDefinition = {
  keys: string;
  /** Further keys for the same thing. */
  also?: string;
  label: string;
  group:
    | 'Everywhere'
    | 'Go to'
    | 'Lists'
    | 'Dialing'
    | 'In a call'
    | 'They said'
    | 'Several calls'
    | 'Wrap-up'
    | 'Supervision';
};

export const keymap = {
  'palette.open': { keys: 'mod+k', label: 'Find an action, account or number', group: 'Everywhere' },
  'keymap.show': { keys: 'shift+?', label: 'Show this list', group: 'Everywhere' },
  'theme.toggle': { keys: 'mod+shift+k', label: 'Light or dark', group: 'Everywhere' },
  'state.open': { keys: 'shift+s', label: 'What you do now, your day', group: 'Everywhere' },
  'queues.open': { keys: 'shift+q', label: 'Queues you answer', group: 'Everywhere' },
  'parked.open': { keys: 'shift+p', label: 'Parked calls', group: 'Everywhere' },
  'phone.do-not-disturb': { keys: 'shift+d', label: 'Do not disturb on or off', group: 'Everywhere' },
  'phone.retry': { keys: 'shift+r', label: 'Connect the phone again, now', group: 'Everywhere' },
  'go.cockpit': { keys: 'alt+1', label: 'Cockpit', group: 'Go to' },
  'go.accounts': { keys: 'alt+2', label: 'Accounts', group: 'Go to' },
  'go.calls': { keys: 'alt+3', label: 'Call history', group: 'Go to' },
  'go.floor': { keys: 'alt+4', label: 'Floor', group: 'Go to' },
  'go.audit': { keys: 'alt+5', label: 'Audit', group: 'Go to' },
  'go.organization': { keys: 'alt+6', label: 'Organization', group: 'Go to' },
  'go.settings': { keys: 'alt+7', label: 'Settings', group: 'Go to' },
  'go.check-out': { keys: 'alt+8', label: 'Check-out', group: 'Go to' },
  'go.messages': { keys: 'alt+9', label: 'Voicemail messages', group: 'Go to' },
  'queue.down': { keys: 'j', also: 'arrowdown', label: 'Next row', group: 'Lists' },
  'queue.up': { keys: 'k', also: 'arrowup', label: 'Previous row', group: 'Lists' },
  'queue.open': { keys: 'enter', label: 'Open the account', group: 'Lists' },
  'queue.next-account': { keys: 'n', label: 'Open the next callable account', group: 'Lists' },
  'check-out.run': { keys: 'mod+shift+enter', label: 'Run the check-out', group: 'Lists' },
  'dial.focus': { keys: 'p', label: 'Type a phone number', group: 'Dialing' },
  'dial.call': { keys: 'mod+enter', label: 'Call the number shown', group: 'Dialing' },
  'override.ask': { keys: 'e', label: 'Ask to set a refusal aside', group: 'Dialing' },
  'dial.colleague': { keys: 'i', label: 'Colleagues and queues', group: 'Dialing' },
  'dial.redial': { keys: 'd', label: 'Redial the last number', group: 'Dialing' },
  'dial.voicemail': { keys: 'u', label: 'Listen to your voicemail', group: 'Dialing' },
  'call.answer': { keys: 'shift+a', label: 'Answer; the other call waits', group: 'In a call' },
  'call.hang-up': { keys: 'shift+e', label: 'Hang up, or decline', group: 'In a call' },
  'call.mute': { keys: 'm', label: 'Mute or unmute', group: 'In a call' },
  'call.hold': { keys: 'h', label: 'Hold or resume', group: 'In a call' },
  'call.keypad': { keys: 't', label: 'Open the keypad', group: 'In a call' },
  'call.transfer': { keys: 'x', label: 'Transfer', group: 'In a call' },
  'call.message': { keys: 'v', label: 'Leave a recorded message', group: 'In a call' },
  'script.said': { keys: 'mod+j', label: 'The next line of the script is said', group: 'In a call' },
  'call.park': { keys: 'y', label: 'Park the call', group: 'In a call' },
  'call.recording': { keys: 'r', label: 'Pause or resume recording', group: 'In a call' },
  'call.quality': { keys: 'q', label: 'Show how it sounds', group: 'In a call' },
  'account.dispute': { keys: 'f', label: 'They dispute the debt', group: 'In a call' },
  'told.cease': { keys: 'shift+c', label: 'No more contact', group: 'They said' },
  'told.attorney': { keys: 'shift+l', label: 'Has an attorney (lawyer)', group: 'They said' },
  'told.wrong-number': { keys: 'shift+w', label: 'Wrong number', group: 'They said' },
  'told.location': { keys: 'shift+i', label: 'Is elsewhere now', group: 'They said' },
  'told.place': { keys: 'shift+o', label: 'Not at work (office) or home', group: 'They said' },
  'told.times': { keys: 'shift+t', label: 'Bad times to call', group: 'They said' },
  'told.bankruptcy': { keys: 'shift+b', label: 'Bankruptcy', group: 'They said' },
  'told.deceased': { keys: 'shift+z', label: 'Deceased', group: 'They said' },
  'told.service': { keys: 'shift+m', label: 'In military service', group: 'They said' },
  'told.again': { keys: 'shift+u', label: 'May call again, until a day', group: 'They said' },
  'told.consent': { keys: 'shift+y', label: 'Agrees to be reached', group: 'They said' },
  'told.revoked': { keys: 'shift+n', label: 'Takes consent back', group: 'They said' },
  'told.do-not-call': { keys: 'shift+k', label: 'Caller nobody knows: do not call', group: 'They said' },
  'call.switch': { keys: 's', label: 'Switch to the other call', group: 'Several calls' },
  'call.line': { keys: 'mod+1-4', label: 'Switch to that line', group: 'Several calls' },
  'call.complete': { keys: 'c', label: 'Complete the transfer', group: 'Several calls' },
  'call.go-back': { keys: 'b', label: 'End the consultation, go back', group: 'Several calls' },
  'call.merge': { keys: 'g', label: 'Merge into a conference', group: 'Several calls' },
  'wrap-up.code': { keys: '1-9', label: 'Choose how the call ended', group: 'Wrap-up' },
  'wrap-up.notes': { keys: 'o', label: 'Write notes', group: 'Wrap-up' },
  'wrap-up.save': { keys: 'mod+s', label: 'Save the wrap-up', group: 'Wrap-up' },
  'supervision.listen': { keys: 'l', label: 'Listen to the marked agent', group: 'Supervision' },
  'supervision.whisper': { keys: 'w', label: 'Whisper to the marked agent', group: 'Supervision' },
  'supervision.barge': { keys: 'a', label: 'Barge into the marked call', group: 'Supervision' },
  'supervision.hang-up': { keys: 'shift+x', label: 'End the marked call', group: 'Supervision' },
  'supervision.mode': { keys: '1-3', label: 'Listen, whisper, barge', group: 'Supervision' },
} as const satisfies Record<string, ShortcutDefinition>;

export type ShortcutId = keyof typeof keymap;

/** True for keys that type a character when no modifier but Shift is held. */
export const isCharacterKey = (keys: string): boolean => !/\b(mod|ctrl|alt|meta)\b|enter|arrow/i.test(keys);

/** The list in groups, in the order of the keymap. */
export function groupKeymap(): { group: string; entries: { id: string; definition: ShortcutDefinition }[] }[] {
  const groups = new Map<string, { id: string; definition: ShortcutDefinition }[]>();
  for (const [id, definition] of Object.entries(keymap)) {
    const entries = groups.get(definition.group) ?? [];
    entries.push({ id, definition });
    groups.set(definition.group, entries);
  }
  return [...groups].map(([group, entries]) => ({ group, entries }));
}
