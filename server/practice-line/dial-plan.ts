/** What the user part of an address means on the practice line. The desktop's server hands out the same words. */

export type Destination =
  /** The outside: only through the gate. */
  | { to: 'number'; phoneNumber: string }
  | { to: 'agent'; agent: string }
  | { to: 'conference'; room: string }
  | { to: 'park'; place: string }
  | { to: 'pick-up'; place: string }
  | { to: 'voicemail' }
  | { to: 'supervise'; agent: string }
  | { to: 'queue'; queue: string }
  | { to: 'echo' }
  | { to: 'emergency' };

const place = String.raw`\d{1,4}`;
const routes: readonly [RegExp, (rest: string) => Destination][] = [
  [/^(?:911|933)$/, () => ({ to: 'emergency' })],
  [/^echo$/, () => ({ to: 'echo' })],
  [/^voicemail$/, () => ({ to: 'voicemail' })],
  [/^conference-([\w-]{1,64})$/, (room) => ({ to: 'conference', room })],
  [new RegExp(`^park-(${place})$`), (digits) => ({ to: 'park', place: digits })],
  [new RegExp(`^pick-up-(${place})$`), (digits) => ({ to: 'pick-up', place: digits })],
  [/^supervise-(.{1,64})$/, (agent) => ({ to: 'supervise', agent })],
  [/^queue-([a-z0-9-]{1,40})$/, (queue) => ({ to: 'queue', queue })],
  // Everything that looks like a telephone number goes through the gate; a colleague is called by name.
  [/^(\+.*|[\d*#]{5,})$/, (phoneNumber) => ({ to: 'number', phoneNumber })],
];

/** Never fails: what is nothing else is an agent's name, and nobody may have it. */
export function destinationOf(user: string): Destination {
  for (const [pattern, describe] of routes) {
    const match = pattern.exec(user);
    if (match) return describe(match[1] ?? '');
  }
  return { to: 'agent', agent: user };
}
