/**
 * Every key of the windows, once. The overlay shows this list, tooltips quote it, `use-shortcut` binds it.
 * Keys without a modifier never fire while a person types, and can be switched off as a whole (WCAG 2.2, 2.1.4).
 */
export type ShortcutDefinition = {
  keys: string;
  /** Further keys for the same thing. */
  also?: string;
  label: string;
  group: 'Everywhere' | 'Go to' | 'Work queue' | 'Dialing' | 'In a call' | 'Wrap-up';
};

export const keymap = {
  'palette.open': { keys: 'mod+k', label: 'Find an action, account or number', group: 'Everywhere' },
  'keymap.show': { keys: 'shift+?', label: 'Show this list', group: 'Everywhere' },
  'theme.toggle': { keys: 'mod+shift+d', label: 'Light or dark', group: 'Everywhere' },
  'go.cockpit': { keys: 'alt+1', label: 'Cockpit', group: 'Go to' },
  'go.accounts': { keys: 'alt+2', label: 'Accounts', group: 'Go to' },
  'go.calls': { keys: 'alt+3', label: 'Call history', group: 'Go to' },
  'go.floor': { keys: 'alt+4', label: 'Floor', group: 'Go to' },
  'go.audit': { keys: 'alt+5', label: 'Audit', group: 'Go to' },
  'go.organization': { keys: 'alt+6', label: 'Organization', group: 'Go to' },
  'go.settings': { keys: 'alt+7', label: 'Settings', group: 'Go to' },
  'queue.down': { keys: 'j', also: 'arrowdown', label: 'Next row', group: 'Work queue' },
  'queue.up': { keys: 'k', also: 'arrowup', label: 'Previous row', group: 'Work queue' },
  'queue.open': { keys: 'enter', label: 'Open the account', group: 'Work queue' },
  'queue.next-account': { keys: 'n', label: 'Open the next callable account', group: 'Work queue' },
  'dial.focus': { keys: 'p', label: 'Type a phone number', group: 'Dialing' },
  'dial.call': { keys: 'mod+enter', label: 'Call the number shown', group: 'Dialing' },
  'call.mute': { keys: 'm', label: 'Mute or unmute', group: 'In a call' },
  'call.hold': { keys: 'h', label: 'Hold or resume', group: 'In a call' },
  'call.keypad': { keys: 't', label: 'Open the keypad', group: 'In a call' },
  'call.hang-up': { keys: 'shift+e', label: 'Hang up, or decline', group: 'In a call' },
  'call.answer': { keys: 'shift+a', label: 'Answer', group: 'In a call' },
  'wrap-up.code': { keys: '1-9', label: 'Choose how the call ended', group: 'Wrap-up' },
  'wrap-up.notes': { keys: 'o', label: 'Write notes', group: 'Wrap-up' },
  'wrap-up.save': { keys: 'mod+s', label: 'Save the wrap-up', group: 'Wrap-up' },
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
