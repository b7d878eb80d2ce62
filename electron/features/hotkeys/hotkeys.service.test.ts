import { describe, expect, it } from 'vitest';
import type { HotkeyAction } from '../../../shared/ipc/local-schemas.ts';
import { settingsSchema } from '../../../shared/ipc/local-schemas.ts';
import { createHotkeysService } from './hotkeys.service.ts';

function setUp(taken: readonly string[] = []) {
  const registered = new Map<string, () => void>();
  let bindings: Record<HotkeyAction, string | null> = settingsSchema.parse({}).hotkeys;
  const service = createHotkeysService({
    shortcuts: {
      register: (accelerator, pressed) => {
        if (accelerator === 'nonsense') throw new TypeError('conversion failure');
        if (taken.includes(accelerator)) return false;
        registered.set(accelerator, pressed);
        return true;
      },
      unregister: (accelerator) => void registered.delete(accelerator),
    },
    read: () => bindings,
    write: (next) => {
      bindings = next;
    },
  });
  const stateOf = (action: HotkeyAction) => service.list().find((each) => each.action === action);
  return { service, registered, stateOf, bindings: () => bindings };
}

describe('hotkeys', () => {
  it('are off, then registered, then verified by the first press', () => {
    const { service, registered, stateOf } = setUp();
    expect(stateOf('answer')?.state).toBe('off');
    service.bindAll();
    expect(stateOf('answer')?.state).toBe('registered');
    const pressed: string[] = [];
    service.pressed.on((action) => pressed.push(action));
    registered.get('CommandOrControl+Shift+A')?.();
    expect(stateOf('answer')?.state).toBe('verified');
    expect(stateOf('hang-up')?.state).toBe('registered');
    expect(pressed).toEqual(['answer']);
  });

  it('show a failed registration with its reason, never silently', () => {
    const { service, stateOf } = setUp(['CommandOrControl+Shift+M']);
    service.bindAll();
    expect(stateOf('toggle-mute')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('Another program'),
    });
    service.rebind('toggle-hold', 'nonsense');
    expect(stateOf('toggle-hold')).toMatchObject({ state: 'failed', reason: expect.stringContaining('not a key') });
    service.rebind('next-account', 'CommandOrControl+Shift+A');
    expect(stateOf('next-account')).toMatchObject({ state: 'failed', reason: expect.stringContaining('answer') });
  });

  it('move to another key, let the old one go, and can be switched off', () => {
    const { service, registered, stateOf, bindings } = setUp();
    service.bindAll();
    service.rebind('answer', 'F8');
    expect([...registered.keys()]).not.toContain('CommandOrControl+Shift+A');
    expect(registered.has('F8')).toBe(true);
    expect(bindings().answer).toBe('F8');
    service.rebind('answer', null);
    expect(stateOf('answer')).toMatchObject({ state: 'off', accelerator: null });
    service.releaseAll();
    expect(registered.size).toBe(0);
  });
});
