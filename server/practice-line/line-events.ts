/** What the practice line tells about itself. */
import type { CallDirection, DigitVia } from './practice-call.ts';

export type LineEvent =
  | { type: 'phone-registered'; agent: string }
  | { type: 'phone-unregistered'; agent: string }
  | { type: 'call-started'; callId: string; agent: string; remote: string; direction: CallDirection }
  | { type: 'call-refused'; callId: string; agent: string; remote: string; sipStatus: number; reason: string }
  | { type: 'digit-pressed'; callId: string; digit: string; via: DigitVia }
  | { type: 'call-ended'; callId: string }
  | { type: 'parked-call-rings-back'; place: string; agent: string }
  /** Something went wrong in the background; the line goes on. */
  | { type: 'fault'; error: unknown };
