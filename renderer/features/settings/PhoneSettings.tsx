import { problemOf } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Notice, ProblemNotice } from '../../ui/States.tsx';
import { DevicePicker } from './DevicePicker.tsx';
import { microphoneWords } from './microphone-words.ts';
import { ProcessingToggles } from './ProcessingToggles.tsx';
import { SoundTests } from './SoundTests.tsx';
import { useSaveSettings } from './use-save-settings.ts';

/** Microphone, speaker and ringer, what is done to the sound, and tests of all three. */
export function PhoneSettings() {
  const audio = usePhone()?.audio ?? null;
  const save = useSaveSettings();
  const microphone = microphoneWords[audio?.microphone ?? 'unknown'];
  return (
    <Panel title="Sound" isPadded>
      <div className="setting-fields">
        {microphone.help === null ? null : (
          <Notice tone={microphone.tone} title={microphone.text}>
            {microphone.help}
          </Notice>
        )}
        <div role="status">{audio?.notice ? <Notice title={`${audio.notice}.`} /> : null}</div>
        <DevicePicker soundRole="microphone" description="What the other side hears." save={save} />
        <ProcessingToggles save={save} />
        <DevicePicker soundRole="speaker" description="Where you hear the other side." save={save} />
        <DevicePicker
          soundRole="ringer"
          description="Where calls ring. It may be another device than the speaker."
          save={save}
        />
        <SoundTests />
        {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      </div>
    </Panel>
  );
}
