/** The body of a message-waiting NOTIFY: `application/simple-message-summary` (RFC 3842 section 3.5). */
import type { MessagesWaiting } from '../call-engine.ts';

/** Voice messages, urgent ones included; null when the body is none. Waiting without a count is one message at least. */
export function parseMessageSummary(body: string): MessagesWaiting | null {
  const isWaiting = /^Messages-Waiting\s*:\s*(yes|no)\s*$/im.exec(body)?.[1]?.toLowerCase();
  if (isWaiting === undefined) return null;
  const counts = /^Voice-Message\s*:\s*(\d{1,6})\s*\/\s*(\d{1,6})/im.exec(body);
  if (!counts) return { newMessages: isWaiting === 'yes' ? 1 : 0, oldMessages: 0 };
  return { newMessages: Number(counts[1]), oldMessages: Number(counts[2]) };
}
