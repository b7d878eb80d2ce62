/**
 * How a call ended, in the agent's words. The order is the order of the keys 1-9 in wrap-up.
 *
 * `talk` decides what the disposition says about a telephone conversation (12 CFR 1006.14(b)(2)(i)(B)): `conversation`
 * starts the seven-day bar, `none` does not, and a call is never made *less* counted by a disposition than its SIP cause
 * made it, except by `wrong-number` (comment 14(b)(2)(i)-3).
 */
export const dispositionCodes = [
  { code: 'promise-to-pay', label: 'Promise to pay', talk: 'conversation', rightParty: true, needs: 'promise' },
  {
    code: 'right-party-no-promise',
    label: 'Right party, no promise',
    talk: 'conversation',
    rightParty: true,
    needs: null,
  },
  { code: 'callback-requested', label: 'Call back', talk: 'conversation', rightParty: true, needs: 'callback' },
  { code: 'left-voicemail', label: 'Left voicemail', talk: 'none', rightParty: false, needs: null },
  { code: 'no-answer', label: 'No answer', talk: 'none', rightParty: false, needs: null },
  { code: 'busy', label: 'Busy', talk: 'none', rightParty: false, needs: null },
  { code: 'wrong-number', label: 'Wrong number', talk: 'none', rightParty: false, needs: null },
  { code: 'third-party', label: 'Third party', talk: 'none', rightParty: false, needs: null },
  { code: 'refused-to-pay', label: 'Refuses to pay', talk: 'conversation', rightParty: true, needs: null },
] as const satisfies readonly {
  code: string;
  label: string;
  talk: 'conversation' | 'none';
  rightParty: boolean;
  needs: 'promise' | 'callback' | null;
}[];

export type DispositionCode = (typeof dispositionCodes)[number]['code'];

/** The table row of a code. */
export function dispositionOf(code: DispositionCode): (typeof dispositionCodes)[number] {
  const found = dispositionCodes.find((each) => each.code === code);
  if (!found) throw new RangeError(`No such disposition: ${code}`);
  return found;
}
