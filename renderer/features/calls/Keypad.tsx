import type { KeyboardEvent } from 'react';
import { isDialKey, keypadKeys } from './dial-tones.ts';

type Props = { label: string; onKey: (key: string) => void };

/** Twelve keys. Typed digits work while the focus is inside, and go nowhere else. */
export function Keypad({ label, onKey }: Props) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isDialKey(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    onKey(event.key);
  };
  return (
    <div className="keypad" role="group" aria-label={label}>
      {keypadKeys.map(([key, letters], index) => (
        <button
          key={key}
          type="button"
          className="keypad-key"
          data-autofocus={index === 0}
          onKeyDown={onKeyDown}
          onClick={() => onKey(key)}
        >
          <span>{key}</span>
          <small aria-hidden>{letters}</small>
        </button>
      ))}
    </div>
  );
}
