/** The headers that a call of ours carries, and those that an incoming one is understood by. */
import type { CallPass } from '../call-engine.ts';

/** What lets this call pass; it travels with the INVITE and nowhere else. */
export function headersOf(pass: CallPass): string[] {
  switch (pass.kind) {
    case 'dial-permit':
      return [`X-Dial-Permit: ${pass.permit}`];
    case 'supervision-permit':
      return [`X-Supervision-Permit: ${pass.permit}`];
    case 'emergency':
      return pass.location ? [`X-Dispatchable-Location: ${encodeURIComponent(JSON.stringify(pass.location))}`] : [];
    case 'internal':
      break;
  }
  return [];
}

/** The phone system asks for an answer without a hand: `answer-after=0` (RFC 5373's forerunner) or `alert-autoanswer`. */
export function asksForAutoAnswer({ callInfo, alertInfo }: { callInfo: string[]; alertInfo: string[] }): boolean {
  return (
    callInfo.some((value) => /;\s*answer-after\s*=\s*0\b/i.test(value)) ||
    alertInfo.some((value) => /;?\s*info\s*=\s*"?alert-autoanswer\b/i.test(value))
  );
}

export type Replaces = { callId: string; toTag: string; fromTag: string; isEarlyOnly: boolean };

/** A Replaces header (RFC 3891 section 6.1); null if it is none. SIP.js throws at such a one. */
export function parseReplaces(header: string): Replaces | null {
  const [callId = '', ...parameters] = header.split(';').map((part) => part.trim());
  const tagOf = (name: string): string | undefined =>
    parameters.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const [toTag, fromTag] = [tagOf('to-tag'), tagOf('from-tag')];
  if (callId === '' || !toTag || !fromTag) return null;
  const isEarlyOnly = parameters.some((part) => part.toLowerCase() === 'early-only');
  return { callId, toTag, fromTag, isEarlyOnly };
}
