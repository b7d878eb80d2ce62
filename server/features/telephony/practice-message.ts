import type { Clock } from '../../../shared/domain/clock.ts';
import { isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { decodeSound, loadSound, sampleRateHz } from '../../practice-line/pcmu.ts';
import { findAuthor, insertMessage } from './phone-messages.store.ts';
import { readWav, writeWav } from './wav.ts';

const messageId = '01900000-0000-7000-8000-0000000000a1';
const recording = new URL('../../../resources/practice-line/call-back-message.wav', import.meta.url);
/** What the recording says, word for word. */
export const practiceTranscript =
  'This is Marcus Bellweather calling from PR Services. Please contact me at 1-212-555-0199.';

/** Adds a message to leave on voicemails to the practice organisation, once; taken out of use, it stays so. */
export async function seedPracticeMessage(database: DatabaseDoor, organizationId: string, clock: Clock): Promise<void> {
  const wav = writeWav(decodeSound(loadSound(recording)), sampleRateHz);
  const facts = readWav(wav);
  if ('fault' in facts) throw new Error(facts.fault);
  await database.withTenant(organizationId, async (tenant) => {
    const author = await findAuthor(tenant);
    if (author === undefined) return;
    await insertMessage(tenant, {
      id: messageId,
      title: 'Please call back',
      transcript: practiceTranscript,
      wav,
      duration_ms: facts.durationMs,
      created_at: isoNow(clock),
      created_by: author,
    });
  });
}
