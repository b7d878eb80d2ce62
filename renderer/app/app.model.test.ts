import { describe, expect, it } from 'vitest';
import { hotkeyActions, settingsSchema } from '../../shared/ipc/local-schemas.ts';
import { permissionsOf, roles } from '../../shared/domain/access/permissions.ts';
import { outboxWords } from '../features/outbox/index.ts';
import { bodyOf, serverVersion, withBody } from '../features/outbox/outbox.model.ts';
import { acceleratorOf, hotkeyGroups } from '../features/settings/accelerator.model.ts';
import { maskPersonal } from '../features/feedback/report.model.ts';
import { isCharacterKey, keymap } from '../features/shortcuts/keymap.ts';
import { createFakeBridge } from '../testing/fake-bridge.ts';
import { ago, fakeNow } from '../testing/fake-data.ts';
import { matchActions, numberIn } from './palette.model.ts';
import { homeScreen, screensFor } from './screens.ts';
import { phoneWords, serverWords } from './status.model.ts';

const nowMs = Date.parse(fakeNow);
const press = (code: string, change: Record<string, boolean> = {}) =>
  acceleratorOf({ key: '', code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...change });

const seen = (role: (typeof roles)[number]) => screensFor([...permissionsOf(role)], 'agent').map(({ id }) => id);

describe('screens', () => {
  it('gives every role a home it may see', () => {
    for (const role of roles) {
      const permissions = [...permissionsOf(role)];
      const home = homeScreen(permissions, 'agent');
      expect(home.permission === null || permissions.includes(home.permission)).toBe(true);
    }
    expect(homeScreen([...permissionsOf('agent')], 'agent').id).toBe('cockpit');
    expect(homeScreen([...permissionsOf('supervisor')], 'supervisor').id).toBe('floor');
    expect(homeScreen([...permissionsOf('billing')], 'agent').id).toBe('accounts');
    expect(homeScreen([...permissionsOf('auditor')], 'agent').id).toBe('accounts');
  });

  it('shows the audit to auditors and the floor to supervisors only', () => {
    expect(seen('agent')).not.toContain('audit');
    expect(seen('agent')).not.toContain('floor');
    expect(seen('supervisor')).toContain('floor');
    expect(seen('auditor')).toContain('audit');
    expect(seen('supervisor')).not.toContain('messages');
    expect(seen('manager')).toContain('messages');
  });
});

describe('the status bar', () => {
  it('says why the phone is away and when it tries again', () => {
    const { phone } = createFakeBridge({
      registration: { state: 'reconnecting', reason: 'the network changed', retryAt: ago(-0.1) },
    });
    expect(phoneWords(phone, nowMs).text).toBe('Phone reconnecting: the network changed, next try in 6 s');
    expect(phoneWords(createFakeBridge({ isPractice: false }).phone, nowMs).text).toBe('Phone ready');
    expect(serverWords({ state: 'offline', since: fakeNow, url: '' }).tone).toBe('warn');
  });

  it('puts items that need attention before items that wait', () => {
    const status = { state: 'ready' as const, waiting: 3, parked: 0, oldestAt: ago(12), notice: null };
    expect(outboxWords(status, nowMs).text).toBe('3 items waiting, oldest 12 min');
    expect(outboxWords({ ...status, parked: 1 }, nowMs).text).toBe('1 item needs attention');
    expect(outboxWords({ ...status, state: 'paused' }, nowMs).text).toContain('until you sign in');
    expect(outboxWords({ ...status, state: 'unavailable' }, nowMs).tone).toBe('stop');
    expect(outboxWords({ ...status, waiting: 0, oldestAt: null }, nowMs).text).toBe('Everything synced');
  });
});

describe('keys', () => {
  it('uses no key twice in the keymap', () => {
    const keys = Object.values(keymap).flatMap((entry) => ('also' in entry ? [entry.keys, entry.also] : [entry.keys]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('takes no key that the system would keep for a global hotkey', () => {
    const hotkeys = Object.values(settingsSchema.parse({}).hotkeys).map((each) =>
      each?.toLowerCase().replace('commandorcontrol', 'mod'),
    );
    for (const { keys } of Object.values(keymap)) expect(hotkeys).not.toContain(keys);
  });

  it('shows every global hotkey in the settings once', () => {
    const shown = hotkeyGroups.flatMap(({ actions }) => actions);
    expect(shown.toSorted()).toEqual(hotkeyActions.toSorted());
  });

  it('knows which keys type characters', () => {
    expect(isCharacterKey('m')).toBe(true);
    expect(isCharacterKey('shift+e')).toBe(true);
    expect(isCharacterKey('1-9')).toBe(true);
    expect(isCharacterKey('mod+k')).toBe(false);
    expect(isCharacterKey('alt+1')).toBe(false);
  });

  it('makes accelerators of pressed keys, and none that would take a letter from every program', () => {
    expect(press('KeyA', { ctrlKey: true, shiftKey: true })).toBe('CommandOrControl+Shift+A');
    expect(press('F9')).toBe('F9');
    expect(press('KeyA')).toBeNull();
    expect(press('KeyA', { shiftKey: true })).toBeNull();
    expect(press('ControlLeft', { ctrlKey: true })).toBeNull();
  });
});

describe('palette, tray and reports', () => {
  it('finds actions by any of their words, and numbers only when whole', () => {
    const actions = [{ label: 'Switch to dark colors', words: 'theme' }];
    expect(matchActions(actions, 'dark theme')).toHaveLength(1);
    expect(matchActions(actions, 'light')).toHaveLength(0);
    expect(numberIn('212 555 0123')).toBe('+12125550123');
    expect(numberIn('40211')).toBeNull();
  });

  it('changes the body of a parked item wherever it stands, and leaves the rest', () => {
    expect(bodyOf(withBody({ body: { code: 'busy', notes: 'x' } }, { code: 'no-answer' }))).toEqual({
      code: 'no-answer',
      notes: 'x',
    });
    expect(withBody({ code: 'busy' }, { notes: 'y' })).toEqual({ code: 'busy', notes: 'y' });
    expect(serverVersion({ current_version: 2 })).toBe(2);
    expect(serverVersion('nothing')).toBeNull();
  });

  it('masks what could be personal in a report', () => {
    const masked = maskPersonal('Cannot read "Marcus Whitfield" of +1 (212) 555-0100 at a.b@demo.example');
    expect(masked).not.toMatch(/Marcus|555|demo/);
  });
});
