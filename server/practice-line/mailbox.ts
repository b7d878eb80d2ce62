/** Voice messages, one box for each agent; they are gone when the practice line stops. */
import type { Identity } from './participant.ts';
import type { Sound } from './pcmu.ts';
import { createId } from '../../shared/domain/ids.ts';

const mostMailboxes = 200;
const mostMessages = 30;

export type VoiceMessage = { id: string; from: Identity; leftAt: string; sound: Sound; isNew: boolean };
export type MessageCounts = { fresh: number; old: number };

export class Mailboxes {
  #messages = new Map<string, VoiceMessage[]>();
  #onChange: (agent: string) => void;

  /** `onChange` hears of every box whose counts changed. */
  constructor(onChange: (agent: string) => void) {
    this.#onChange = onChange;
  }

  of(agent: string): readonly VoiceMessage[] {
    return this.#messages.get(agent) ?? [];
  }

  countsOf(agent: string): MessageCounts {
    const messages = this.of(agent);
    const fresh = messages.filter((each) => each.isNew).length;
    return { fresh, old: messages.length - fresh };
  }

  /** @returns false: the box is full; a message without sound is none */
  leave(agent: string, message: Omit<VoiceMessage, 'id' | 'isNew'>): boolean {
    const messages = this.#messages.get(agent) ?? [];
    const isFull = messages.length >= mostMessages || (messages.length === 0 && this.#messages.size >= mostMailboxes);
    if (isFull || message.sound.length === 0) return false;
    this.#messages.set(agent, [...messages, { ...message, id: createId(), isNew: true }]);
    this.#onChange(agent);
    return true;
  }

  markHeard(agent: string, id: string): void {
    const message = this.of(agent).find((each) => each.id === id);
    if (message?.isNew !== true) return;
    message.isNew = false;
    this.#onChange(agent);
  }

  remove(agent: string, id: string): void {
    const messages = this.of(agent);
    const kept = messages.filter((each) => each.id !== id);
    if (kept.length === messages.length) return;
    if (kept.length === 0) this.#messages.delete(agent);
    else this.#messages.set(agent, kept);
    this.#onChange(agent);
  }
}
