import { useHotkeys } from 'react-hotkeys-hook';
import { useSettings } from '../../platform/snapshot-store.ts';
import { isCharacterKey, keymap, type ShortcutDefinition, type ShortcutId } from './keymap.ts';

const isInDialog = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('[role="dialog"], [role="listbox"][data-combobox]') !== null;

/**
 * Binds one entry of the keymap while the component is shown. A key without a modifier does nothing while a person
 * types, in a dialog, or when single keys are switched off.
 */
export function useShortcut(id: ShortcutId, onPress: (key: string) => void, isEnabled = true): void {
  const definition: ShortcutDefinition = keymap[id];
  const isAllowed = useSettings()?.singleKeyShortcuts ?? true;
  const keys = [...keysOf(definition.keys), ...(definition.also ? [definition.also] : [])];
  const isBare = isCharacterKey(definition.keys);
  const hasModifier = /mod|alt/.test(definition.keys);
  useHotkeys(
    keys,
    (event) => {
      if (event.repeat && !id.startsWith('queue.')) return;
      if (!hasModifier && isOnControl(event)) return;
      event.preventDefault();
      onPress(event.key);
    },
    {
      useKey: true,
      enabled: isEnabled && (isAllowed || !isBare),
      enableOnFormTags: hasModifier,
      enableOnContentEditable: hasModifier,
      ignoreEventWhen: isInDialog,
    },
  );
}

/** `1-9` is nine keys, `mod+1-4` four with the modifier. */
function keysOf(keys: string): string[] {
  const range = /^(.*\+)?(\d)-(\d)$/.exec(keys);
  if (!range) return [keys];
  const [, modifier = '', from = '', to = ''] = range;
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${modifier}${Number(from) + index}`);
}

/** Enter on a button or link belongs to that button; arrows belong to what moves by arrows. */
function isOnControl(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === 'Enter') return target?.closest('button, a, summary, [role="button"]') !== null;
  if (event.key.startsWith('Arrow')) return target?.closest('[role="radiogroup"], [role="tablist"], .scroll') !== null;
  return false;
}
