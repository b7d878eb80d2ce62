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

const keysOf = (keys: string): string[] =>
  keys === '1-9' ? Array.from({ length: 9 }, (_, index) => String(index + 1)) : [keys];

/** Enter on a button or link belongs to that button; arrows belong to what moves by arrows. */
function isOnControl(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === 'Enter') return target?.closest('button, a, summary, [role="button"]') !== null;
  if (event.key.startsWith('Arrow')) return target?.closest('[role="radiogroup"], [role="tablist"], .scroll') !== null;
  return false;
}
