/**
 * Joins the phone to its page: orders in, snapshots, levels and call events out, all through `window.deskline`.
 * The page is hidden and has no framework; it lives as long as the app, so that no reload of a window drops a call.
 */
import { systemClock } from '../../shared/domain/clock.ts';
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';
import { type Headset, phoneOrderSchema } from '../../shared/ipc/phone-snapshot.ts';
import { CallRecorder } from './call-recorder.ts';
import { PhoneAudio } from './media/phone-audio.ts';
import { Phone } from './phone.ts';
import { SipEngine } from './sip/sip-engine.ts';
import { takeSoundOrder } from './sound-orders.ts';
import { SnapshotPublisher } from './snapshot-publisher.ts';

const levelsEveryMs = 100;
const tickEveryMs = 1000;
const noHeadset: Headset = { state: 'none', name: null, canAnswer: false, canMute: false, notice: null };

function log(level: 'info' | 'warn', message: string): void {
  if (level === 'warn') console.warn(message);
  else console.info(message);
}

export async function startPhonePage(bridge: DesklineBridge): Promise<void> {
  const publisher = new SnapshotPublisher(() => void bridge.invoke('phone:publish-snapshot', phone.snapshot()));
  const audio = new PhoneAudio({
    changed: () => publisher.changed(),
    incident: () => {},
  });
  const phone = new Phone({
    clock: systemClock,
    audio,
    recorder: new CallRecorder((request) => bridge.invoke('phone:record-events', request)),
    changed: () => publisher.changed(),
    headset: () => noHeadset,
    takeSoundOrder: (order) => Promise.resolve(takeSoundOrder(order, { audio, hasLiveCall: () => phone.hasLiveCall })),
    createEngine: (listener) =>
      new SipEngine(
        {
          getToken: () => bridge.invoke('phone:get-token', null),
          takeMicrophone: () => audio.microphone.take(),
          hasLiveCall: () => phone.hasLiveCall,
          log,
        },
        listener,
      ),
  });

  /** Whatever an order is or does, the phone goes on. */
  const obey = async (given: unknown): Promise<void> => {
    const order = phoneOrderSchema.safeParse(given);
    if (!order.success) return log('warn', 'Phone: an order was not understood');
    const answer = await phone.take(order.data);
    if (!answer.ok) log('warn', `Phone: ${order.data.do}: ${answer.problem.code}: ${answer.problem.message}`);
  };
  bridge.on(
    'phone:order',
    (order) => void obey(order).catch((error: unknown) => log('warn', `Phone: ${String(error)}`)),
  );

  bridge.on('settings:changed', (settings) => void phone.applySettings(settings));

  globalThis.addEventListener('online', () => void obey({ do: 'check-connection' }));
  globalThis.addEventListener('pagehide', () => phone.close());
  setInterval(() => {
    const levels = phone.levels() ?? audio.idleLevels();
    if (levels) void bridge.invoke('phone:publish-levels', levels);
  }, levelsEveryMs);
  setInterval(() => void phone.tick(), tickEveryMs);

  publisher.changed();
  const settings = await bridge.invoke('settings:get', null);
  if (settings.ok) await phone.applySettings(settings.value);
  // The order to register may have been given before this page listened.
  const signIn = await bridge.invoke('auth:get-state', null);
  if (signIn.ok && signIn.value.state === 'signed-in') await obey({ do: 'register' });
}
