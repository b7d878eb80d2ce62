/**
 * What one headset and the phone say to each other. The phone is the only truth: a button is a wish, lamps show what the
 * phone made of it. Knows no bytes and no browser; time is given to it.
 *
 *   button ──► is it news? ──no (it says what the phone is: an echo of our own lamp)──► nothing
 *                 │yes
 *                 ├─ it says what we wrote a moment ago and took back ──► perhaps a late echo: wait; still so? a press
 *                 ├─ it undoes our lamp faster than a hand can ─────────► a stray: somebody else writes to this device;
 *                 │                                                      the lamp is written again
 *                 ├─ off the hook, and nothing rings here ──────────────► wait; still so? another program has its call
 *                 └─ a press ──► wish ──► the phone's view ──► lamps, written again even if they should stand so,
 *                                                             for many headsets change their own lamp when pressed
 *
 * Promise: whatever is pressed and whatever the app does, once things rest the lamps, the device's own mute and the
 * phone agree; and a program that fights for the device hangs up no call (softphone-vendor-headsets #89, BBB #19909).
 */
import { type HeadsetView, type HeadsetWish, idleView } from './headset-port.ts';
import type { ButtonName, LampName } from './hid-reports.ts';

export type Lamps = Readonly<Record<LampName, boolean>>;
export type ButtonState = { isOn: boolean; isAbsolute: boolean };

/** A clock that can be asked and that wakes up. */
export type LinkClock = { now: () => number; later: (ms: number, work: () => void) => () => void };

export type LinkListener = {
  wish: (wish: HeadsetWish) => void;
  write: (lamps: Lamps) => void;
  /** Another program seems to use the device too, or no longer. */
  contentionChanged: () => void;
};

/** The echo of a lamp comes within this, over a radio link too. */
const echoMs = 1000;
const settleMs = 600;
/** Nobody sees a lamp and presses a button in less. */
const fasterThanAHandMs = 200;
/** So long the phone may take to grant a wish; then the lamps are set to what it is. */
const grantedWithinMs = 1000;
/** A headset that was taken off the hook for nothing goes back by itself within two seconds unless a program confirms it. */
const unconfirmedMs = 3000;
/** Strays within this time, so many, are a fight; so long without one, it is over. */
const fightWindowMs = 10_000;
const straysOfAFight = 3;
const peaceMs = 30_000;
/** In a fight lamps are set right this much later, so that it does not go on by our doing. */
const inFightMs = 5000;

/** Why another program seems to use the device too. */
type Contention = 'refused' | 'fight' | 'off-hook';

/** The two states that both sides have: the device as a button, we as a lamp. */
type Shared = 'hookSwitch' | 'phoneMute';
const lampOf: Readonly<Record<Shared, LampName>> = { hookSwitch: 'offHook', phoneMute: 'mute' };

const lampsFor = ({ isRinging, isOffHook, isMuted, isHeld }: HeadsetView): Lamps => ({
  ring: isRinging,
  offHook: isOffHook,
  mute: isOffHook && isMuted,
  microphone: isOffHook && isMuted,
  hold: isOffHook && isHeld,
});

export class HeadsetLink {
  #listener: LinkListener;
  #clock: LinkClock;
  #view: HeadsetView = idleView;
  #buttons = new Map<ButtonName, boolean>();
  /** What each lamp was last set to and when, and when it had been set to the opposite. */
  #writes = new Map<LampName, { isOn: boolean; atMs: number; oppositeAtMs: number }>();
  #settling = new Map<Shared, () => void>();
  #askedMute: { isMuted: boolean; atMs: number } | null = null;
  #confirm: (() => void) | null = null;
  #strays: number[] = [];
  #contentions = new Set<Contention>();
  #peace: (() => void) | null = null;
  #offHook: (() => void) | null = null;

  constructor(listener: LinkListener, clock: LinkClock) {
    this.#listener = listener;
    this.#clock = clock;
  }

  get isContended(): boolean {
    return this.#contentions.size > 0;
  }

  /** The phone is this now. */
  mirror(view: HeadsetView): void {
    const before = lampsFor(this.#view);
    const after = lampsFor(view);
    this.#view = view;
    if (this.#askedMute?.isMuted === view.isMuted) this.#askedMute = null;
    if (view.isOffHook) this.#setContended('off-hook', false);
    if (lampNames.some((name) => before[name] !== after[name])) this.#write();
  }

  /** Lamps as they should be, whatever they are: the device has just come. */
  show(): void {
    this.#write();
  }

  /** A report says how a button is. */
  hear(name: ButtonName, { isOn, isAbsolute }: ButtonState): void {
    if ((this.#buttons.get(name) ?? false) === isOn) return;
    this.#buttons.set(name, isOn);
    if ((name === 'hookSwitch' || name === 'phoneMute') && isAbsolute) this.#hearState(name, isOn);
    // A button that only says that it was pressed, says it by going down.
    else if (isOn) this.#press(name);
  }

  /** The device took a report, or refused it because somebody else holds it. */
  written(isTaken: boolean): void {
    this.#setContended('refused', !isTaken);
  }

  close(): void {
    for (const cancel of this.#settling.values()) cancel();
    this.#settling.clear();
    for (const cancel of [this.#confirm, this.#peace, this.#offHook]) cancel?.();
    this.#listener.write(lampsFor(idleView));
  }

  #truth(name: Shared): boolean {
    return lampsFor(this.#view)[lampOf[name]];
  }

  /** The device says how its hook or its mute is. */
  #hearState(name: Shared, isOn: boolean): void {
    this.#settling.get(name)?.();
    this.#settling.delete(name);
    if (name === 'hookSwitch' && !isOn) {
      this.#offHook?.();
      this.#setContended('off-hook', false);
    }
    if (isOn === this.#truth(name)) return;
    const write = this.#writes.get(lampOf[name]);
    const nowMs = this.#clock.now();
    if (write && write.isOn !== isOn) {
      if (nowMs - write.oppositeAtMs < echoMs) return this.#settle(name, isOn);
      if (nowMs - write.atMs < fasterThanAHandMs) return this.#stray();
    }
    this.#pressState(name, isOn);
  }

  #settle(name: Shared, isOn: boolean): void {
    const cancel = this.#clock.later(settleMs, () => {
      this.#settling.delete(name);
      if (this.#buttons.get(name) === isOn && isOn !== this.#truth(name)) this.#pressState(name, isOn);
    });
    this.#settling.set(name, cancel);
  }

  #pressState(name: Shared, isOn: boolean): void {
    if (name === 'phoneMute') return this.#wishMute(isOn);
    if (isOn) return this.#view.isRinging ? this.#wish({ wants: 'answer' }) : this.#watchOffHook();
    // In a fight a hook that goes down may be the other program's: better a button that does nothing than a lost call.
    return this.#contentions.has('fight') ? this.#stray() : this.#wish({ wants: 'hang-up' });
  }

  #watchOffHook(): void {
    this.#offHook = this.#clock.later(unconfirmedMs, () => {
      if (this.#buttons.get('hookSwitch') && !this.#view.isOffHook) this.#setContended('off-hook', true);
    });
  }

  /** A momentary button went down. */
  #press(name: ButtonName): void {
    const { isRinging, isOffHook, isMuted } = this.#view;
    switch (name) {
      case 'phoneMute': {
        const asked = this.#askedMute;
        const isFresh = asked !== null && this.#clock.now() - asked.atMs < grantedWithinMs;
        return this.#wishMute(!(isFresh ? asked.isMuted : isMuted));
      }
      case 'hookSwitch':
        if (isOffHook) return this.#wish({ wants: 'hang-up' });
        return isRinging ? this.#wish({ wants: 'answer' }) : this.#show();
      case 'drop':
        if (isRinging) return this.#wish({ wants: 'decline' });
        return isOffHook ? this.#wish({ wants: 'hang-up' }) : this.#show();
      case 'flash':
      case 'hold':
        if (isRinging) return this.#wish({ wants: 'answer' });
        return isOffHook ? this.#wish({ wants: 'toggle-hold' }) : this.#show();
    }
  }

  #wishMute(isMuted: boolean): void {
    if (!this.#view.isOffHook) return this.#show();
    this.#askedMute = { isMuted, atMs: this.#clock.now() };
    this.#wish({ wants: 'set-muted', isMuted });
  }

  #wish(wish: HeadsetWish): void {
    this.#listener.wish(wish);
    this.#show();
  }

  /** Lamps once more, when the phone has had its time to grant what was asked. */
  #show(afterMs = grantedWithinMs): void {
    this.#confirm?.();
    this.#confirm = this.#clock.later(afterMs, () => {
      this.#confirm = null;
      this.#askedMute = null;
      this.#write(this.#contentions.has('fight'));
    });
  }

  /** Something that nobody here asked for. */
  #stray(): void {
    const nowMs = this.#clock.now();
    this.#strays = [...this.#strays.filter((atMs) => nowMs - atMs < fightWindowMs), nowMs];
    if (this.#strays.length >= straysOfAFight) {
      this.#setContended('fight', true);
      this.#peace?.();
      this.#peace = this.#clock.later(peaceMs, () => {
        this.#strays = [];
        this.#setContended('fight', false);
      });
    }
    if (this.#contentions.has('fight')) this.#show(inFightMs);
    else this.#write(true);
  }

  #setContended(why: Contention, is: boolean): void {
    const before = this.isContended;
    if (is) this.#contentions.add(why);
    else this.#contentions.delete(why);
    if (this.isContended !== before) this.#listener.contentionChanged();
  }

  /** `inReply`: to something that nobody here asked for; what undoes it at once is nobody's hand either. */
  #write(inReply = false): void {
    const nowMs = this.#clock.now();
    const wanted = lampsFor(this.#view);
    for (const name of lampNames) {
      const last = this.#writes.get(name);
      const isOn = wanted[name];
      if (last?.isOn === isOn) {
        if (inReply) last.atMs = nowMs;
      } else {
        // A lamp that was dark from the beginning has not been changed.
        const atMs = last || isOn ? nowMs : Number.NEGATIVE_INFINITY;
        this.#writes.set(name, { isOn, atMs, oppositeAtMs: last?.atMs ?? Number.NEGATIVE_INFINITY });
      }
    }
    this.#listener.write(wanted);
  }
}

const lampNames = ['mute', 'offHook', 'ring', 'hold', 'microphone'] as const satisfies LampName[];
