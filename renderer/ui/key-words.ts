const isMac = (): boolean => /mac/i.test(navigator.userAgent);

const words: Record<string, [other: string, mac: string]> = {
  mod: ['Ctrl', '⌘'],
  commandorcontrol: ['Ctrl', '⌘'],
  control: ['Ctrl', '⌃'],
  ctrl: ['Ctrl', '⌃'],
  command: ['Ctrl', '⌘'],
  meta: ['Win', '⌘'],
  super: ['Win', '⌘'],
  alt: ['Alt', '⌥'],
  shift: ['Shift', '⇧'],
  enter: ['Enter', '↵'],
  escape: ['Esc', 'esc'],
  arrowdown: ['↓', '↓'],
  arrowup: ['↑', '↑'],
  arrowleft: ['←', '←'],
  arrowright: ['→', '→'],
  pagedown: ['Page ↓', '⇟'],
  slash: ['/', '/'],
};

/** The words on the key caps of a key combination (`mod+shift+k`, an Electron accelerator) or a sequence (`g c`). */
export const keyWords = (keys: string): string[] =>
  keys.split(/[+\s]/).map((key) => {
    const known = words[key.toLowerCase()];
    if (known) return isMac() ? known[1] : known[0];
    return key.length === 1 ? key.toUpperCase() : key;
  });
