/**
 * Global hotkeys. The system's own answer to `register` cannot be trusted everywhere, so each key shows what is known:
 *
 *   off ──bind──▶ registered ──pressed once and arrived──▶ verified
 *                     │ refused, taken, not a key
 *                     ▼
 *                  failed (with the reason shown)
 */
import { type Hotkey, type HotkeyAction, hotkeyActions } from '../../../shared/ipc/local-schemas.ts';
import { createSignal, type Signal } from '../../os/signal.ts';

/** The part of Electron's globalShortcut that is used. */
export type ShortcutPort = {
  register: (accelerator: string, pressed: () => void) => boolean;
  unregister: (accelerator: string) => void;
};
export type Bindings = Readonly<Record<HotkeyAction, string | null>>;

export type HotkeysService = {
  changed: Signal<Hotkey[]>;
  pressed: Signal<HotkeyAction>;
  list: () => Hotkey[];
  /** Gives the keys to the system. */
  bindAll: () => void;
  rebind: (action: HotkeyAction, accelerator: string | null) => Hotkey[];
  releaseAll: () => void;
};

type HotkeyDependencies = {
  shortcuts: ShortcutPort;
  read: () => Bindings;
  write: (bindings: Record<HotkeyAction, string | null>) => void;
};

export function createHotkeysService({ shortcuts, read, write }: HotkeyDependencies): HotkeysService {
  const changed = createSignal<Hotkey[]>();
  const pressed = createSignal<HotkeyAction>();
  const states = new Map<HotkeyAction, Hotkey>();
  const list = (): Hotkey[] =>
    hotkeyActions.map(
      (action) => states.get(action) ?? { action, accelerator: read()[action], state: 'off', reason: null },
    );

  function arrived(action: HotkeyAction): void {
    const known = states.get(action);
    if (known && known.state !== 'verified') {
      states.set(action, { ...known, state: 'verified', reason: null });
      changed.emit(list());
    }
    pressed.emit(action);
  }
  function tryRegister(action: HotkeyAction, accelerator: string): string | null {
    const twin = list().find(
      (each) =>
        each.action !== action && each.accelerator === accelerator && each.state !== 'failed' && each.state !== 'off',
    );
    if (twin) return `Already used for ${twin.action.replaceAll('-', ' ')}.`;
    try {
      return shortcuts.register(accelerator, () => arrived(action)) ? null : 'Another program uses this key.';
    } catch {
      return 'This is not a key the system knows.';
    }
  }
  function release(action: HotkeyAction): void {
    const known = states.get(action);
    if (known?.accelerator != null && (known.state === 'registered' || known.state === 'verified')) {
      shortcuts.unregister(known.accelerator);
    }
    states.delete(action);
  }
  function bind(action: HotkeyAction, accelerator: string | null): void {
    release(action);
    if (accelerator === null) {
      states.set(action, { action, accelerator, state: 'off', reason: null });
      return;
    }
    const reason = tryRegister(action, accelerator);
    states.set(action, { action, accelerator, state: reason === null ? 'registered' : 'failed', reason });
  }

  return {
    changed,
    pressed,
    list,
    bindAll: () => {
      for (const action of hotkeyActions) bind(action, read()[action]);
      changed.emit(list());
    },
    rebind: (action, accelerator) => {
      bind(action, accelerator);
      write({ ...read(), [action]: accelerator });
      changed.emit(list());
      return list();
    },
    releaseAll: () => {
      for (const action of hotkeyActions) release(action);
    },
  };
}
