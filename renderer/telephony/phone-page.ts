/**
 * Joins the phone to its page: orders in, snapshots, levels and call events out, all through `window.deskline`.
 * The page is hidden and has no framework; it lives as long as the app, so that no reload of a window drops a call.
 */
import { systemClock } from '../../shared/domain/clock.ts';
import { createSteadyClock } from '../../shared/domain/steady-clock.ts';
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';
import { phoneOrderSchema } from '../../shared/ipc/phone-snapshot.ts';
import { CallRecorder } from './call-recorder.ts';
import { CheckOut } from './check-out/check-out.ts';
import { orderOf, viewOf } from './headset/headset-desk.ts';
import { systemLinkClock, WebHidHeadset } from './headset/web-hid-headset.ts';
import { PhoneAudio } from './media/phone-audio.ts';
import { Phone } from './phone.ts';
import { SipEngine } from './sip/sip-engine.ts';
import { SleepWatch } from './sleep-watch.ts';
import { createSoundOrders } from './sound-orders.ts';
import { SnapshotPublisher } from './snapshot-publisher.ts';

const levelsEveryMs = 100;
const tickEveryMs = 1000;

function log(level: 'info' | 'warn', message: string): void {
  if (level === 'warn') console.warn(message);
  else console.info(message);
}

export async function startPhonePage(bridge: DesklineBridge): Promise<void> {
  // In a call a wall clock that is set makes nothing longer or shorter, nor ends it before it began.
  const clock = createSteadyClock(systemClock, () => performance.now());
  const publisher = new SnapshotPublisher(() => {
    const snapshot = phone.snapshot();
    headset.mirror(viewOf(snapshot.calls));
    void bridge.invoke('phone:publish-snapshot', snapshot);
  });
  const audio = new PhoneAudio({
    changed: () => publisher.changed(),
    deviceChanged: (kind, words) => phone.deviceChanged(kind, words),
  });
  const headset = new WebHidHeadset({
    hid: 'hid' in navigator ? navigator.hid : null,
    clock: systemLinkClock,
    wish: (wish) => {
      const order = orderOf(wish, phone.snapshot().calls);
      if (order) void obey(order);
    },
    changed: () => publisher.changed(),
    soundHeadset: () => audio.headsetName,
    log,
  });
  const hasLiveCall = (): boolean => phone.hasLiveCall;
  const checkOut = new CheckOut({
    audio,
    headset: () => headset.snapshot(),
    line: () => phone.line,
    hasLiveCall,
    publish: (runId, finding) => void bridge.invoke('phone:publish-check-out', { runId, finding }),
  });
  const phone: Phone = new Phone({
    clock,
    audio,
    measured: (point) => void bridge.invoke('phone:publish-quality', point),
    recorder: new CallRecorder((request) => bridge.invoke('phone:record-events', request)),
    changed: () => publisher.changed(),
    headset: () => headset.snapshot(),
    takeSoundOrder: createSoundOrders({ audio, headset, checkOut, hasLiveCall }),
    createEngine: (listener) =>
      new SipEngine(
        {
          getToken: () => bridge.invoke('phone:get-token', null),
          takeMicrophone: () => phone.takeMicrophone(),
          hasLiveCall,
          log,
        },
        listener,
        clock,
      ),
  });

  /** Whatever an order is or does, the phone goes on. */
  const obey = async (given: unknown): Promise<void> => {
    const order = phoneOrderSchema.safeParse(given);
    if (!order.success) return log('warn', 'Phone: an order was not understood');
    if (order.data.do === 'check-connection' && order.data.why === 'wake') clock.wokeUp();
    const answer = await phone.take(order.data);
    if (!answer.ok) log('warn', `Phone: ${order.data.do}: ${answer.problem.code}: ${answer.problem.message}`);
  };
  bridge.on(
    'phone:order',
    (order) => void obey(order).catch((error: unknown) => log('warn', `Phone: ${String(error)}`)),
  );

  bridge.on('settings:changed', (settings) => void phone.applySettings(settings));

  globalThis.addEventListener('online', () => void obey({ do: 'check-connection' }));
  globalThis.addEventListener('pagehide', () => {
    phone.close();
    headset.close();
  });
  setInterval(() => {
    const levels = phone.levels() ?? audio.idleLevels();
    if (levels) void bridge.invoke('phone:publish-levels', levels);
  }, levelsEveryMs);
  const sleep = new SleepWatch(systemClock.now(), performance.now());
  setInterval(() => {
    if (sleep.hasSlept(systemClock.now(), performance.now())) void obey({ do: 'check-connection' });
    if (!phone.hasLiveCall) clock.followWall();
    void phone.tick();
  }, tickEveryMs);

  publisher.changed();
  void headset.start();
  const settings = await bridge.invoke('settings:get', null);
  if (settings.ok) await phone.applySettings(settings.value);
  // The order to register may have been given before this page listened.
  const signIn = await bridge.invoke('auth:get-state', null);
  if (signIn.ok && signIn.value.state === 'signed-in') await obey({ do: 'register' });
}
