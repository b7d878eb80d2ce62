import { Button } from '@mantine/core';
import type { AudioTest } from '../../../shared/ipc/phone-snapshot.ts';
import { listen } from '../../platform/bridge.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { LevelMeter } from '../../ui/LevelMeter.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { isTestRunning, testStateWords } from './sound-settings.model.ts';

const tests = [
  ['loop-back', 'Do they hear me'],
  ['microphone', 'Watch the microphone'],
  ['speaker', 'Try the speaker'],
  ['ringer', 'Try the ringer'],
] as const satisfies readonly (readonly [AudioTest['what'], string])[];

const listenToInput = (show: (db: number) => void): (() => void) =>
  listen('phone:levels', ({ inputDb }) => show(inputDb));
const listenToOutput = (show: (db: number) => void): (() => void) =>
  listen('phone:levels', ({ outputDb }) => show(outputDb));

/** Self-tests with live levels; what they found is shown and read out. */
export function SoundTests() {
  const phone = usePhone();
  const test = phone?.audio.test ?? null;
  const isRunning = isTestRunning(test);
  const isInCall = phone?.calls.some(({ state }) => state !== 'ended') ?? false;
  return (
    <div className="sound-tests" role="group" aria-label="Test the sound">
      <div className="sound-test-buttons">
        {tests.map(([what, label]) => (
          <Button
            key={what}
            variant="default"
            disabled={isInCall || isRunning}
            onClick={() => void commandPhone({ do: 'test-audio', what })}
          >
            {label}
          </Button>
        ))}
        {isRunning ? (
          <Button variant="light" onClick={() => void commandPhone({ do: 'stop-audio-test' })}>
            Stop
          </Button>
        ) : null}
      </div>
      <div className="sound-levels">
        <span>Microphone</span>
        <LevelMeter key={`in ${isRunning}`} label="Level of the microphone" listen={listenToInput} />
        <span>Speaker</span>
        <LevelMeter key={`out ${isRunning}`} label="Level of the speaker" listen={listenToOutput} />
      </div>
      <p className="sound-result" role="status">
        {test ? (
          <>
            <StatusPill tone={testStateWords[test.state].tone}>{testStateWords[test.state].text}</StatusPill>{' '}
            {test.sentence}
          </>
        ) : isInCall ? (
          'Tests wait until the call is over.'
        ) : (
          'Three seconds are recorded and played back to you.'
        )}
      </p>
    </div>
  );
}
