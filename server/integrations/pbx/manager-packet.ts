/**
 * Packets of Asterisk's manager interface: lines `Name: value`, ended by an empty line. Names may come more than once.
 */
export type ManagerPacket = readonly (readonly [name: string, value: string])[];

/** No packet of a healthy Asterisk is nearly as long; what is longer is not the manager interface. */
const longestPacket = 1024 * 1024;
const longestGreeting = 80;

/** The first value of a field; names are not case-sensitive. */
export const fieldOf = (packet: ManagerPacket, name: string): string | undefined =>
  packet.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];

/** The channel variables of a packet, from its lines `Variable: name=value`. One that is not set comes as `(null)`. */
export const variablesOf = (packet: ManagerPacket): ReadonlyMap<string, string> =>
  new Map(
    packet
      .filter(([name]) => name.toLowerCase() === 'variable')
      .map(([, text]): [string, string] => {
        const at = text.indexOf('=');
        return [text.slice(0, at), text.slice(at + 1)];
      })
      .filter(([, value]) => value !== '(null)'),
  );

/** An action as it goes over the wire. @throws TypeError for a value that would begin a line of its own. */
export function formatAction(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => {
    if (/[\r\n\0]/.test(value)) throw new TypeError(`A line break in ${name}`);
    return `${name}: ${value}\r\n`;
  });
  return `${lines.join('')}\r\n`;
}

/** Cuts what comes over the wire into packets, wherever its pieces begin and end. */
export class PacketReader {
  #text = '';
  #isGreeted = false;

  /** Packets that this piece completes. @throws Error when it is not the manager interface that speaks. */
  read(piece: string): ManagerPacket[] {
    this.#text += piece;
    if (!this.#isGreeted && !this.#takeGreeting()) return [];
    const packets: ManagerPacket[] = [];
    for (let end = this.#text.indexOf('\r\n\r\n'); end >= 0; end = this.#text.indexOf('\r\n\r\n')) {
      const packet = parsePacket(this.#text.slice(0, end));
      if (packet.length > 0) packets.push(packet);
      this.#text = this.#text.slice(end + 4);
    }
    if (this.#text.length > longestPacket) throw new Error('A packet without an end');
    return packets;
  }

  /** `Asterisk Call Manager/9.0.0`, alone on its line. */
  #takeGreeting(): boolean {
    const end = this.#text.indexOf('\r\n');
    const line = end < 0 ? this.#text : this.#text.slice(0, end);
    const greeting = 'Asterisk Call Manager/';
    const begun = line.slice(0, greeting.length);
    if (!greeting.startsWith(begun) || line.length > longestGreeting)
      throw new Error('Not the greeting of an Asterisk manager interface');
    if (end < 0) return false;
    this.#isGreeted = true;
    this.#text = this.#text.slice(end + 2);
    return true;
  }
}

function parsePacket(text: string): ManagerPacket {
  return text.split('\r\n').flatMap((line) => {
    const at = line.indexOf(':');
    return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
}
