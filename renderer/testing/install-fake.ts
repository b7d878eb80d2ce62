/** Puts the fake bridge into a page before its own script runs; `window.deskScenario` says what is different. */
import '../platform/strict-csp.ts';
import { createFakeBridge, type FakeBridge, type Scenario } from './fake-bridge.ts';

declare global {
  interface Window {
    deskScenario?: Scenario;
    deskFake?: FakeBridge;
  }
}

const fake = createFakeBridge(window.deskScenario);
window.deskFake = fake;
window.deskline = fake;
// A voice now and then, so that the level meters move.
let beat = 0;
setInterval(() => {
  const [call] = fake.phone.calls;
  beat += 1;
  if (call?.state === 'active')
    fake.emit('phone:levels', {
      callId: call.callId,
      inputDb: -34 + 12 * Math.sin(beat / 3),
      outputDb: -26 + 10 * Math.cos(beat / 4),
    });
}, 100);
