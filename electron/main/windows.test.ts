import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideElectron } from '../../test/unit/electron-stub.ts';
import { createWindows } from './windows.ts';

class FakeWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents: EventEmitter & { id: number };
  /** How it came on screen. */
  shown: string[] = [];

  constructor(options: BrowserWindowConstructorOptions, id: number) {
    super();
    this.options = options;
    this.webContents = Object.assign(new EventEmitter(), { id });
  }

  loadURL(): Promise<void> {
    return Promise.resolve();
  }

  show(): void {
    this.shown.push('show');
  }

  showInactive(): void {
    this.shown.push('showInactive');
  }

  focus(): void {
    this.shown.push('focus');
  }
}

const nothing = (): void => {};
let made: FakeWindow[];
let takeAway: (() => void)[];
beforeEach(() => {
  made = [];
  takeAway = [
    provideElectron('BrowserWindow', {
      new: (options: BrowserWindowConstructorOptions) => {
        const window = new FakeWindow(options, made.length + 1);
        made.push(window);
        return window;
      },
    }),
    provideElectron('screen', {
      getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
    }),
  ];
});
afterEach(() => takeAway.forEach((each) => each()));

const windows = () =>
  createWindows({
    preloadFolder: '/preload',
    logger: { info: nothing, warn: nothing, error: nothing },
    isInCall: () => false,
    lastDeskClosed: nothing,
    phoneLoading: nothing,
    phoneGone: nothing,
    deskGone: nothing,
  });
const readyWindow = (): FakeWindow => {
  const window = made.at(-1);
  if (!window) throw new Error('No window was made.');
  window.emit('ready-to-show');
  return window;
};

describe('the phone page', () => {
  it('is hidden, keeps its timers all the same, and may sound without a click', () => {
    windows().openPhone();
    const { options, shown } = readyWindow();
    expect(options.show).toBe(false);
    expect(shown).toEqual([]);
    expect(options.webPreferences).toMatchObject({
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    });
  });
});

describe('the toast of an incoming call', () => {
  it('is on top, cannot take the focus, and is shown without it', () => {
    windows().showToast();
    const { options, shown } = readyWindow();
    expect(options).toMatchObject({ show: false, alwaysOnTop: true, focusable: false, skipTaskbar: true });
    expect(shown).toEqual(['showInactive']);
  });

  it('stands inside the screen, in its lower right corner', () => {
    windows().showToast();
    const { x = 0, y = 0, width = 0, height = 0 } = readyWindow().options;
    expect([x + width, y + height]).toEqual([1920 - 16, 1040 - 16]);
  });
});

describe('a desk', () => {
  it('that comes back after a call does not take the focus', () => {
    const all = windows();
    all.openDesk('agent');
    const desk = readyWindow();
    Object.assign(desk, { isVisible: () => false });
    desk.shown = [];
    all.showDeskQuietly();
    expect(desk.shown).toEqual(['showInactive']);
  });
});
