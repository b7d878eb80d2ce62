/**
 * Recorded messages that may be left on a voicemail.
 *
 * Promise: none is saved whose text is not a limited-content message (12 CFR 1006.2(j)): left on a voicemail, anything
 * else would be a communication that the consumer's household can hear.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { PhoneMessage } from '../../../shared/contracts/telephony/telephony.contract.ts';
import {
  describeLimitedContentFault,
  findLimitedContentFaults,
  type LimitedContentFault,
} from '../../../shared/domain/compliance/limited-content.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findMessage, findMessageAudio, findMessages, insertMessage, markRemoved } from './phone-messages.store.ts';
import { readWav } from './wav.ts';

const sampleRatesHz = { lowest: 8000, highest: 48_000 };
const longestMs = 60_000;

export const listPhoneMessages = (database: TenantDatabase): Promise<PhoneMessage[]> => findMessages(database);

/** @throws ProblemError `request/not-found` also when it was taken out of use. */
export async function getPhoneMessageAudio(database: TenantDatabase, id: string): Promise<{ wav_base64: string }> {
  const wav = await findMessageAudio(database, id);
  if (!wav) throw new ProblemError('request/not-found');
  return { wav_base64: wav.toString('base64') };
}

/**
 * Adds a message.
 * @throws ProblemError `compliance/message-not-limited` with what is missing or may not be said, in words and in
 * `detail`; `request/invalid` for a recording that is no mono PCM WAV of 8 to 48 kHz and at most a minute.
 */
export async function savePhoneMessage(
  work: UnitOfWork,
  userId: string,
  given: { title: string; transcript: string; wav_base64: string },
): Promise<PhoneMessage> {
  const faults = findLimitedContentFaults(given.transcript, 'voicemail');
  if (faults.length > 0) throw notLimited(faults);
  const { wav, durationMs } = decodeWav(given.wav_base64);
  const id = createId(work.clock);
  const { title, transcript } = given;
  work.audit({ subject: { type: 'phone-message', id }, detail: { title, transcript, duration_ms: durationMs } });
  await insertMessage(work.database, {
    id,
    title,
    transcript,
    wav,
    duration_ms: durationMs,
    created_at: work.at,
    created_by: userId,
  });
  return messageOf(work.database, id);
}

/** Takes a message out of use. @throws ProblemError `request/not-found` */
export async function removePhoneMessage(work: UnitOfWork, id: string): Promise<PhoneMessage> {
  if (!(await markRemoved(work.database, id, work.at))) throw new ProblemError('request/not-found');
  const message = await messageOf(work.database, id);
  work.audit({ subject: { type: 'phone-message', id }, detail: { title: message.title } });
  return message;
}

async function messageOf(database: TenantDatabase, id: string): Promise<PhoneMessage> {
  const message = await findMessage(database, id);
  if (!message) throw new Error('A message that was just written is not there');
  return message;
}

function notLimited(faults: readonly LimitedContentFault[]): ProblemError {
  const what = faults.map(describeLimitedContentFault).join('; ');
  return new ProblemError('compliance/message-not-limited', {
    message: `This text is not a limited-content message: ${what}.`,
    detail: { faults },
  });
}

const invalidWav = (message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path: 'body.wav_base64', message }] });

function decodeWav(base64: string): { wav: Buffer; durationMs: number } {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw invalidWav('Not base64');
  const wav = Buffer.from(base64, 'base64');
  const facts = readWav(wav);
  if ('fault' in facts) throw invalidWav(facts.fault);
  const { sampleRateHz, durationMs } = facts;
  if (sampleRateHz < sampleRatesHz.lowest || sampleRateHz > sampleRatesHz.highest)
    throw invalidWav('Its sample rate is not between 8 and 48 kHz');
  if (durationMs === 0) throw invalidWav('It has no sound');
  if (durationMs > longestMs) throw invalidWav('It is longer than a minute');
  return { wav, durationMs };
}
