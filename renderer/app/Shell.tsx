import { Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { spotlight } from '@mantine/spotlight';
import { CallBar, useCalls, useRecentNews, useRefusalNews, useSavedNews } from '../features/calls/index.ts';
import { showNumber } from '../features/cockpit/index.ts';
import { EmergencyAlert, LocationDialog, LocationStrip } from '../features/emergency/index.ts';
import { PanelBoundary } from '../features/feedback/index.ts';
import { hotkeyWords } from '../features/settings/index.ts';
import { KeymapOverlay, useShortcut } from '../features/shortcuts/index.ts';
import { CheckOutStrip } from '../features/telephony/index.ts';
import { announce, useAnnouncements } from '../platform/announcer.ts';
import { invoke } from '../platform/bridge.ts';
import { useHotkeyList } from '../platform/snapshot-store.ts';
import { useBridgeEvent } from '../platform/use-bridge-event.ts';
import { formatAsTyped, formatPhone, parseDialled } from '../ui/format.ts';
import { Notice } from '../ui/States.tsx';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useCallBack } from './use-call-back.ts';
import { useGo } from './use-go.ts';
import './shell.css';

/** What stands around every screen: rail, top bar, calls, status bar, palette and keys. */
export function Shell({ home }: { home: Home }) {
  const [isKeymapOpen, setIsKeymapOpen] = useState(false);
  const [isLocationOpen, setIsLocationOpen] = useState(false);
  const [isNoticeOpen, setIsNoticeOpen] = useState(true);
  const { isRemembered, may } = useMe();
  const callBack = useCallBack();
  const hotkeys = useHotkeyList();
  useSavedNews();
  useRecentNews();
  useRefusalNews();
  useGoShortcuts(home);
  useShortcut('keymap.show', () => setIsKeymapOpen((was) => !was));
  useShortcut('palette.open', spotlight.toggle);
  useReceivedNumbers(home);
  useBridgeEvent('hotkeys:pressed', (action) => announce(`${hotkeyWords[action]}: hotkey pressed`));
  return (
    <div className="shell">
      <a className="skip-link" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <Rail home={home} />
      <div className="shell-column">
        <TopBar home={home} onShowKeys={() => setIsKeymapOpen(true)} />
        {may('floor.read') ? (
          <PanelBoundary panel="Emergency">
            <EmergencyAlert />
          </PanelBoundary>
        ) : null}
        <PanelBoundary panel="Calls">
          <CallBar onCallBack={may('call.place') && home === 'agent' ? callBack : null} />
        </PanelBoundary>
        {may('phone.use') && home === 'agent' ? <BeforeTheShift /> : null}
        {isRemembered || !isNoticeOpen ? null : (
          <div className="shell-notice">
            <Notice tone="warn" title="You stay signed in until you close Deskline.">
              This computer has no protected key store, so nothing is kept.{' '}
              <button type="button" className="plain-button text-link" onClick={() => setIsNoticeOpen(false)}>
                Understood
              </button>
            </Notice>
          </div>
        )}
        <main id="main" className="shell-main" tabIndex={-1}>
          <Outlet />
        </main>
        <StatusBar home={home} />
      </div>
      <Palette
        home={home}
        dialogs={{ showKeys: () => setIsKeymapOpen(true), askLocation: () => setIsLocationOpen(true) }}
      />
      <LocationDialog isOpen={isLocationOpen} onClose={() => setIsLocationOpen(false)} />
      <KeymapOverlay
        isOpen={isKeymapOpen}
        onClose={() => setIsKeymapOpen(false)}
        hotkeys={(hotkeys ?? []).flatMap(({ action, accelerator }) =>
          accelerator === null ? [] : [{ label: hotkeyWords[action], keys: accelerator }],
        )}
      />
      <Announcer />
    </div>
  );
}

/** What is asked once before work: the equipment, and where 911 would find this desk. A call comes first. */
function BeforeTheShift() {
  const { current } = useCalls();
  const { go } = useGo('agent');
  return (
    <PanelBoundary panel="Before the shift">
      <LocationStrip />
      {current === null ? <CheckOutStrip onOpen={() => go('check-out')} /> : null}
    </PanelBoundary>
  );
}

/** The hash belongs to the router, so the skip link moves the focus by itself. */
function focusMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function useGoShortcuts(home: Home): void {
  const { go, sees } = useGo(home);
  useShortcut('go.cockpit', () => go('cockpit'), sees('cockpit'));
  useShortcut('go.accounts', () => go('accounts'), sees('accounts'));
  useShortcut('go.calls', () => go('calls'), sees('calls'));
  useShortcut('go.floor', () => go('floor'), sees('floor'));
  useShortcut('go.audit', () => go('audit'), sees('audit'));
  useShortcut('go.organization', () => go('organization'));
  useShortcut('go.settings', () => go('settings'));
  useShortcut('go.check-out', () => go('check-out'), sees('check-out'));
  useShortcut('go.messages', () => go('messages'), sees('messages'));
}

const Announcer = () => {
  const { polite, assertive } = useAnnouncements();
  return (
    <>
      <div className="visually-hidden" aria-live="polite" data-testid="polite">
        {polite}
      </div>
      <div className="visually-hidden" aria-live="assertive" data-testid="assertive">
        {assertive}
      </div>
    </>
  );
};

/** Numbers of tel: links: those that come now, and one that came before this window listened. Shown, never dialled. */
function useReceivedNumbers(home: Home): void {
  const navigate = useNavigate();
  const show = useCallback(
    (phoneNumber: string) => {
      const parsed = parseDialled(phoneNumber);
      showNumber(parsed === null ? formatAsTyped(phoneNumber) : formatPhone(parsed));
      void navigate({ to: '/cockpit' });
    },
    [navigate],
  );
  useBridgeEvent('app:number-received', ({ phoneNumber }) => show(phoneNumber));
  useEffect(() => {
    if (home !== 'agent') return;
    void invoke('app:take-number', null).then((taken) => {
      if (taken.ok && taken.value) show(taken.value.phoneNumber);
      return undefined;
    });
  }, [home, show]);
}
