/**
 * A short call to the phone system's echo, past the agent's calls: it is in no list, no record and no window. What is
 * said into it comes back, so its figures are those of both directions of the way that real calls take.
 */
import type { EngineCall, EngineCallEvent } from '../call-engine.ts';
import { QualityMeter } from '../media/call-quality.ts';
import { readMediaSample } from '../media/media-stats.ts';
import { pause } from '../media/sound-probes.ts';
import { echoFinding, failedWith, type Finding, warning } from './findings.ts';

const answerWithinMs = 8000;
const sampleEveryMs = 500;
const samples = 8;
const notSetUp = 'The call to the echo of the phone system could not be set up.';
const interrupted = warning('The way of the sound was not measured to the end: a call came in.');

export type DialEcho = (listener: (event: EngineCallEvent) => void) => EngineCall;

/** @returns never rejects: what goes wrong is the finding. */
export async function probeEcho(dial: DialEcho, signal: AbortSignal): Promise<Finding> {
  const { promise: outcome, resolve } = Promise.withResolvers<'answered' | Finding>();
  try {
    const call = dial((event) => {
      if (event.type === 'answered') resolve('answered');
      if (event.type === 'rejected')
        resolve(failedWith(`The phone system refused the call to its echo (${event.sipStatus}).`));
      if (event.type === 'failed' || event.type === 'terminated' || event.type === 'remote-hung-up')
        resolve(failedWith(notSetUp));
    });
    try {
      call.begin();
      const result = await Promise.race([outcome, pause(answerWithinMs, signal)]);
      if (signal.aborted) return interrupted;
      if (result === undefined) return failedWith('The echo of the phone system did not answer.');
      if (result !== 'answered') return result;
      const connection = call.peerConnection();
      return connection ? await measure(connection, signal) : failedWith('The call to the echo carried no sound.');
    } finally {
      const track = call.peerConnection()?.getSenders()[0]?.track;
      call.hangUp();
      track?.stop();
    }
  } catch {
    return failedWith(notSetUp);
  }
}

async function measure(connection: RTCPeerConnection, signal: AbortSignal): Promise<Finding> {
  const [sender] = connection.getSenders();
  if (sender?.track) sender.track.enabled = true;
  const meter = new QualityMeter();
  let packetsReceived = 0;
  for (let sample = 0; sample < samples && !signal.aborted; sample += 1) {
    await pause(sampleEveryMs, signal);
    const figures = await readMediaSample(connection);
    ({ packetsReceived } = figures);
    meter.add(figures);
  }
  if (signal.aborted) return interrupted;
  return echoFinding(meter.quality, packetsReceived);
}
