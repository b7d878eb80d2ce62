/** Plays a far end's part: the signalling on the call of the agent who dialled, the sound by the scripted party. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeCall } from './practice-call.ts';
import type { ScriptedParty } from './scripted-party.ts';
import type { Script, Step } from './scripts.ts';

/**
 * Plays on wherever the party is taken to, until it is over. Steps before the answer are skipped on a call that the
 * line placed itself, and where there is none. Rejects if a step fails; both are ended then.
 */
export async function perform(script: Script, party: ScriptedParty, call?: PracticeCall): Promise<void> {
  try {
    for (const step of script) if (!party.over.aborted) await take(step, party, call);
  } catch (error) {
    if (party.over.aborted) return;
    call?.end(500);
    party.end();
    throw error;
  }
}

async function take(step: Step, party: ScriptedParty, call: PracticeCall | undefined): Promise<void> {
  const rest = (ms: number): Promise<void> => sleep(ms, undefined, { signal: party.over });
  switch (step.do) {
    case 'ring':
      if (call?.unanswered === undefined) return;
      await call.ring();
      return rest(step.ms);
    case 'early-media':
      if (call?.unanswered === undefined) return;
      await call.ring(183);
      return party.play(step.sound);
    case 'answer':
      await call?.accept();
      return call?.audible();
    case 'play': {
      const played = party.play(step.sound, step.isLooped);
      if (step.isLooped !== true) await played;
      return;
    }
    case 'echo':
      return party.echo();
    case 'take-message':
      return party.takeMessage();
    case 'wait':
      return rest(step.ms);
    case 'reject':
      return call?.end(step.sipStatus);
    case 'hang-up':
      return party.end();
  }
}
