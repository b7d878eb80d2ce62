import { SegmentedControl, Switch } from '@mantine/core';
import type { Settings } from '../../../shared/ipc/local-schemas.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useSettings } from '../../platform/snapshot-store.ts';
import { Panel } from '../../ui/Panel.tsx';
import { LoadingState, ProblemNotice } from '../../ui/States.tsx';
import { CallerIdSelect } from './CallerIdSelect.tsx';
import { useSaveSettings } from './use-save-settings.ts';

const dtmfWays = [
  { value: 'rtp', label: 'In the voice stream' },
  { value: 'info', label: 'By SIP INFO' },
] as const satisfies readonly { value: Settings['dtmf']; label: string }[];
const answerWays = [
  { value: 'off', label: 'Never' },
  { value: 'queue', label: 'Queue calls' },
  { value: 'all', label: 'Every call' },
] as const satisfies readonly { value: Settings['autoAnswer']; label: string }[];

/** How calls behave: what number is shown, what answers by itself, how tones travel. */
export function CallSettings() {
  const settings = useSettings();
  const save = useSaveSettings();
  if (!settings)
    return (
      <Panel title="Calls">
        <LoadingState label="Loading settings" lines={4} />
      </Panel>
    );
  return (
    <Panel title="Calls" isPadded>
      <div className="setting-fields">
        <CallerIdSelect />
        <Switch
          label="Do not disturb"
          description="Incoming calls hear that you are busy. Queues count you as not available."
          checked={settings.doNotDisturb}
          onChange={(event) => save.mutate({ doNotDisturb: event.currentTarget.checked })}
        />
        <div>
          <span className="setting-label" id="answer-label">
            Answer by itself, after a tone
          </span>
          <SegmentedControl
            role="radiogroup"
            aria-labelledby="answer-label"
            data={answerWays.map(({ value, label }) => ({ value, label }))}
            value={settings.autoAnswer}
            onChange={(value) => {
              const way = answerWays.find((each) => each.value === value);
              if (way) save.mutate({ autoAnswer: way.value });
            }}
          />
        </div>
        <div>
          <span className="setting-label" id="dtmf-label">
            Keypad tones
          </span>
          <SegmentedControl
            role="radiogroup"
            aria-labelledby="dtmf-label"
            aria-describedby="dtmf-help"
            data={dtmfWays.map(({ value, label }) => ({ value, label }))}
            value={settings.dtmf}
            onChange={(value) => {
              const way = dtmfWays.find((each) => each.value === value);
              if (way) save.mutate({ dtmf: way.value });
            }}
          />
          <p className="setting-help" id="dtmf-help">
            Most systems hear tones in the voice stream (RFC 4733). Choose SIP INFO if a menu does not react.
          </p>
        </div>
        {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      </div>
    </Panel>
  );
}
