import { Button } from '@mantine/core';
import { commandPhone } from '../../platform/command-phone.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Notice } from '../../ui/States.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { headsetAbilities, headsetWords } from './sound-settings.model.ts';

/** The headset's buttons and lamps: what is connected, what it can do, what is wrong with it. */
export function HeadsetSettings() {
  const headset = usePhone()?.headset ?? null;
  const words = headsetWords[headset?.state ?? 'none'];
  const isConnected = headset?.state === 'connected' || headset?.state === 'contended';
  return (
    <Panel title="Headset" note="Buttons and lamps" isPadded>
      <div className="setting-fields">
        <div role="status">
          <strong>{headset?.name ?? 'No headset with call buttons'}</strong>{' '}
          <StatusPill tone={words.tone}>{words.text}</StatusPill>
          {headset && isConnected ? <p className="setting-help">{headsetAbilities(headset)}</p> : null}
        </div>
        {headset?.notice ? (
          <Notice
            tone="warn"
            title={headset.state === 'contended' ? 'Two programs use this headset.' : 'One step is missing.'}
          >
            {headset.notice}.
          </Notice>
        ) : null}
        <div>
          <Button variant="default" onClick={() => void commandPhone({ do: 'connect-headset' })}>
            {isConnected ? 'Connect another headset' : 'Connect a headset'}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
