/** An agent listens to their mailbox: each message, the new ones first. `#` goes on to the next, `7` deletes this one. */
import type { Mailboxes } from './mailbox.ts';
import { Bridge } from './participant.ts';
import { makeSilence } from './pcmu.ts';
import type { PracticeCall } from './practice-call.ts';
import { ScriptedParty } from './scripted-party.ts';
import { loadPrompt } from './sounds.ts';

const prompts = {
  fresh: loadPrompt('new-message'),
  old: loadPrompt('old-message'),
  deleted: loadPrompt('message-deleted'),
  end: loadPrompt('no-more-messages'),
};
const pause = makeSilence(400);

/** Reads the messages out and hangs up. Settles when the call is over. */
export async function readMailbox(call: PracticeCall, mailboxes: Mailboxes): Promise<void> {
  const voice = new ScriptedParty({ user: 'voicemail', displayName: 'Voicemail' });
  Bridge.between(call, voice);
  await call.accept();
  await call.audible();
  let isDeleted = false;
  const listen = (key: string): void => {
    if (key === '7') isDeleted = true;
    if (key === '7' || key === '#') voice.stop();
  };
  call.onKey.add(listen);
  const messages = mailboxes.of(call.agent).toSorted((one, other) => Number(other.isNew) - Number(one.isNew));
  for (const message of messages) {
    isDeleted = false;
    await voice.play(Buffer.concat([message.isNew ? prompts.fresh : prompts.old, pause, message.sound, pause]));
    // Who hangs up in the middle has not heard it.
    if (voice.over.aborted) return;
    if (isDeleted) {
      mailboxes.remove(call.agent, message.id);
      await voice.play(prompts.deleted);
    } else mailboxes.markHeard(call.agent, message.id);
  }
  call.onKey.delete(listen);
  await voice.play(prompts.end);
  voice.end();
}
