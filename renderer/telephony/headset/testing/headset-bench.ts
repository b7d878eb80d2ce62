/** A phone of paper with the real driver and simulated headsets at it; time is the test's. */
import type { PhoneCall, PhoneCommand } from '../../../../shared/ipc/phone-snapshot.ts';
import { orderOf, viewOf } from '../headset-desk.ts';
import { type HeadsetWish } from '../headset-port.ts';
import { systemLinkClock, WebHidHeadset } from '../web-hid-headset.ts';
import { FakeHid, type FakeHidDevice } from './fake-headsets.ts';

type Call = Pick<PhoneCall, 'callId' | 'state' | 'isMuted' | 'isHeld'>;

function hold(call: Call, isHeld: boolean): void {
  if (call.state === 'active' || call.state === 'held')
    Object.assign(call, { state: isHeld ? 'held' : 'active', isHeld });
}

/** The phone publishes what it is at most every 20 ms: so late a wish may be granted. */
const publishMs = 20;

export class HeadsetBench {
  readonly hid: FakeHid;
  readonly headset: WebHidHeadset;
  calls: Call[] = [];
  wishes: HeadsetWish[] = [];
  orders: PhoneCommand[] = [];
  changes = 0;
  /** What the phone refuses to do. */
  refuses: PhoneCommand['do'][] = [];
  soundHeadset: string | null = null;
  #count = 0;

  constructor(...devices: FakeHidDevice[]) {
    this.hid = new FakeHid(...devices);
    this.headset = new WebHidHeadset({
      hid: this.hid,
      clock: systemLinkClock,
      wish: (wish) => this.#grant(wish),
      changed: () => {
        this.changes += 1;
      },
      soundHeadset: () => this.soundHeadset,
      log: () => {},
    });
  }

  ring(): string {
    return this.#add('incoming');
  }

  dial(): string {
    for (const call of this.calls) if (call.state === 'active') Object.assign(call, { state: 'held', isHeld: true });
    return this.#add('dialling');
  }

  /** What an order does to the calls; the phone's own machine does the same, and more. */
  obey(order: PhoneCommand): void {
    this.orders.push(order);
    if (this.refuses.includes(order.do) || !('callId' in order)) return;
    const call = this.calls.find(({ callId }) => callId === order.callId);
    if (!call) return;
    if (order.do === 'answer' || (order.do === 'set-held' && !order.isHeld))
      for (const other of this.calls) if (other !== call) hold(other, true);
    if (order.do === 'answer' && call.state === 'incoming') call.state = 'active';
    if (order.do === 'hang-up') this.calls = this.calls.filter((each) => each !== call);
    if (order.do === 'set-muted') call.isMuted = order.isMuted;
    if (order.do === 'set-held') hold(call, order.isHeld);
    this.publish();
  }

  endAll(): void {
    this.calls = [];
    this.publish();
  }

  publish(): void {
    setTimeout(() => this.headset.mirror(viewOf(this.calls)), publishMs);
  }

  #add(state: Call['state']): string {
    this.#count += 1;
    const callId = `call ${this.#count}`;
    this.calls.push({ callId, state, isMuted: false, isHeld: false });
    this.publish();
    return callId;
  }

  #grant(wish: HeadsetWish): void {
    this.wishes.push(wish);
    const order = orderOf(wish, this.calls);
    if (order) setTimeout(() => this.obey(order), 5);
  }
}
