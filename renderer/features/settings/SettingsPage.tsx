import { SegmentedControl, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { problemOf, request } from '../../platform/bridge.ts';
import { usePhone, useServerStatus, useSettings } from '../../platform/snapshot-store.ts';
import { formatDateTime } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LoadingState, Notice, ProblemNotice } from '../../ui/States.tsx';
import { SessionList } from '../auth/index.ts';
import { LocationSettings } from '../emergency/index.ts';
import { PanelBoundary } from '../feedback/index.ts';
import { CallSettings } from './CallSettings.tsx';
import { HeadsetSettings } from './HeadsetSettings.tsx';
import { HotkeySettings } from './HotkeySettings.tsx';
import { PhoneSettings } from './PhoneSettings.tsx';
import { useSaveSettings } from './use-save-settings.ts';
import './settings.css';

/** How Deskline behaves on this computer, and who is signed in where. */
export const SettingsPage = () => (
  <ScrollRegion className="settings" label="Settings">
    <div className="settings-column">
      <PanelBoundary panel="Phone settings">
        <PhoneSettings />
      </PanelBoundary>
      <PanelBoundary panel="Headset">
        <HeadsetSettings />
      </PanelBoundary>
      <PanelBoundary panel="Call settings">
        <CallSettings />
      </PanelBoundary>
      <PanelBoundary panel="Location for 911">
        <LocationSettings />
      </PanelBoundary>
    </div>
    <div className="settings-column">
      <PanelBoundary panel="Appearance">
        <Appearance />
      </PanelBoundary>
      <PanelBoundary panel="Hotkeys">
        <HotkeySettings />
      </PanelBoundary>
    </div>
    <div className="settings-wide">
      <PanelBoundary panel="Sessions">
        <Panel title="Sessions" note="Where you are signed in">
          <SessionList />
        </Panel>
      </PanelBoundary>
    </div>
    <div className="settings-wide">
      <PanelBoundary panel="About">
        <About />
      </PanelBoundary>
    </div>
  </ScrollRegion>
);

const schemes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

function Appearance() {
  const settings = useSettings();
  const save = useSaveSettings();
  if (!settings)
    return (
      <Panel title="Appearance and keys">
        <LoadingState label="Loading settings" lines={3} />
      </Panel>
    );
  return (
    <Panel title="Appearance and keys" isPadded>
      <div className="setting-fields">
        <div>
          <span className="setting-label" id="scheme-label">
            Colors
          </span>
          <SegmentedControl
            role="radiogroup"
            aria-labelledby="scheme-label"
            data={schemes.map(({ value, label }) => ({ value, label }))}
            value={settings.colorScheme}
            onChange={(value) => {
              const scheme = schemes.find((each) => each.value === value);
              if (scheme) save.mutate({ colorScheme: scheme.value });
            }}
          />
        </div>
        <Switch
          label="Single keys inside Deskline"
          description="Such as 1 to 9 in wrap-up and M for mute. They never work while you type."
          checked={settings.singleKeyShortcuts}
          onChange={(event) => save.mutate({ singleKeyShortcuts: event.currentTarget.checked })}
        />
        {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      </div>
    </Panel>
  );
}

function About() {
  const info = useQuery({ queryKey: ['app-info'], queryFn: async () => request('app:get-info', null) });
  const server = useServerStatus();
  const phone = usePhone();
  return (
    <Panel title="About and diagnostics" isPadded>
      {info.isError ? <ProblemNotice problem={problemOf(info.error)} /> : null}
      {info.data?.keyStore === null ? (
        <div className="setting-fields">
          <Notice tone="warn" title="This computer has no protected key store.">
            You stay signed in until you close Deskline, and you sign in again next time. Your IT can set one up.
          </Notice>
        </div>
      ) : null}
      <dl className="facts">
        <dt>Version</dt>
        <dd>{info.data?.version ?? ''}</dd>
        <dt>System</dt>
        <dd>{info.data?.platform ?? ''}</dd>
        <dt>Key store</dt>
        <dd>{info.data ? (info.data.keyStore ?? 'None') : ''}</dd>
        <dt>Server</dt>
        <dd>
          {server?.url ?? ''} {server ? `(${server.state} since ${formatDateTime(server.since)})` : ''}
        </dd>
        <dt>Phone</dt>
        <dd>
          {phone?.registration.serverUrl ?? 'No address yet'}{' '}
          {phone ? `(${phone.registration.state} since ${formatDateTime(phone.registration.since)})` : ''}
        </dd>
      </dl>
    </Panel>
  );
}
