import { normalizeAccelerator, shortcuts } from '../host-state.ts';
import { app } from './app.ts';
import { strict } from './strict.ts';

/** Keys that another program holds, comma separated, in `ELECTRON_STAND_IN_TAKEN_SHORTCUTS`. */
function isTaken(keys: string): boolean {
  const taken = process.env['ELECTRON_STAND_IN_TAKEN_SHORTCUTS']?.split(',').filter(Boolean) ?? [];
  return taken.map(normalizeAccelerator).includes(keys);
}

function register(accelerator: string, callback: () => void): boolean {
  if (!app.isReady()) throw new Error('globalShortcut cannot be used before the app is ready');
  const keys = normalizeAccelerator(accelerator);
  if (shortcuts.has(keys) || isTaken(keys)) return false;
  shortcuts.set(keys, callback);
  return true;
}

export const globalShortcut = strict('globalShortcut', {
  register,
  registerAll(accelerators: string[], callback: () => void): void {
    for (const accelerator of accelerators) register(accelerator, callback);
  },
  isRegistered: (accelerator: string): boolean => shortcuts.has(normalizeAccelerator(accelerator)),
  unregister(accelerator: string): void {
    shortcuts.delete(normalizeAccelerator(accelerator));
  },
  unregisterAll(): void {
    shortcuts.clear();
  },
});
