/**
 * Checked by `tsc` alone: the stand-in may have less than Electron, never something Electron lacks, and nothing that
 * is a promise on one side only or has another primitive result. Red when electron is upgraded and an API moves.
 */
import type * as E from 'electron';
import type * as S from './electron/index.ts';

type AnyFunction = (...parameters: never[]) => unknown;
type Own = `_${string}`;
type Shared<StandIn, Real> = Exclude<keyof StandIn & keyof Real, Own>;
type Extra<StandIn, Real> = Exclude<keyof StandIn, keyof Real | Own>;

type Primitive = string | number | boolean | bigint | null | undefined | void;
/** A primitive that Electron would never give back, or a promise on one side only. */
type IsAny<T> = 0 extends 1 & T ? true : false;
type ResultDiffers<Given, Wanted> = true extends IsAny<Wanted> | ([Given] extends [never] ? true : false)
  ? false
  : [Given, Wanted] extends [Promise<infer GivenValue>, Promise<infer WantedValue>]
    ? ResultDiffers<GivenValue, WantedValue>
    : [Given] extends [Promise<unknown>]
      ? true
      : [Wanted] extends [Promise<unknown>]
        ? true
        : [Given] extends [Primitive]
          ? [Given] extends [Wanted]
            ? false
            : true
          : false;
type Differs<StandIn, Real> = {
  [K in Shared<StandIn, Real>]: Real[K] extends AnyFunction
    ? StandIn[K] extends AnyFunction
      ? true extends ResultDiffers<ReturnType<StandIn[K]>, ReturnType<Real[K]>>
        ? K
        : never
      : K
    : StandIn[K] extends AnyFunction
      ? K
      : never;
}[Shared<StandIn, Real>];

type Conforms<StandIn, Real> = [Extra<StandIn, Real>] extends [never]
  ? [Differs<StandIn, Real>] extends [never]
    ? true
    : { differs: Differs<StandIn, Real> }
  : { notInElectron: Extra<StandIn, Real> };

export const conformance: {
  app: Conforms<typeof S.app, E.App>;
  browserWindow: Conforms<InstanceType<typeof S.BrowserWindow>, E.BrowserWindow>;
  browserWindowClass: Conforms<Omit<typeof S.BrowserWindow, 'prototype'>, typeof E.BrowserWindow>;
  clipboard: Conforms<typeof S.clipboard, E.Clipboard>;
  crashReporter: Conforms<typeof S.crashReporter, E.CrashReporter>;
  dialog: Conforms<typeof S.dialog, E.Dialog>;
  globalShortcut: Conforms<typeof S.globalShortcut, E.GlobalShortcut>;
  ipcMain: Conforms<typeof S.ipcMain, E.IpcMain>;
  menu: Conforms<InstanceType<typeof S.Menu>, E.Menu>;
  menuItem: Conforms<InstanceType<typeof S.MenuItem>, Omit<E.MenuItem, 'click'> & { click: () => void }>;
  nativeImage: Conforms<ReturnType<typeof S.nativeImage.createEmpty>, E.NativeImage>;
  nativeTheme: Conforms<typeof S.nativeTheme, E.NativeTheme>;
  net: Conforms<typeof S.net, E.Net>;
  notification: Conforms<InstanceType<typeof S.Notification>, E.Notification>;
  powerMonitor: Conforms<typeof S.powerMonitor, E.PowerMonitor>;
  powerSaveBlocker: Conforms<typeof S.powerSaveBlocker, E.PowerSaveBlocker>;
  protocol: Conforms<typeof S.protocol, E.Protocol>;
  safeStorage: Conforms<typeof S.safeStorage, E.SafeStorage>;
  screen: Conforms<typeof S.screen, E.Screen>;
  session: Conforms<typeof S.session.defaultSession, E.Session>;
  shell: Conforms<typeof S.shell, E.Shell>;
  systemPreferences: Conforms<typeof S.systemPreferences, E.SystemPreferences>;
  tray: Conforms<InstanceType<typeof S.Tray>, E.Tray>;
  webContents: Conforms<NonNullable<ReturnType<typeof S.webContents.fromId>>, E.WebContents>;
} = {
  app: true,
  browserWindow: true,
  browserWindowClass: true,
  clipboard: true,
  crashReporter: true,
  dialog: true,
  globalShortcut: true,
  ipcMain: true,
  menu: true,
  menuItem: true,
  nativeImage: true,
  nativeTheme: true,
  net: true,
  notification: true,
  powerMonitor: true,
  powerSaveBlocker: true,
  protocol: true,
  safeStorage: true,
  screen: true,
  session: true,
  shell: true,
  systemPreferences: true,
  tray: true,
  webContents: true,
};
