/**
 * A small STUN and TURN server on UDP (RFC 8489, RFC 8656) for the check-out's specs: binding, allocations with long-term
 * credentials, permissions, channels and both ways of relaying. Listens on 127.0.0.1 only, on a port that is free.
 */
import { createHash, createHmac } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

const cookie = 0x2112_a442;
const realm = 'deskline.test';
const nonce = 'a nonce of this test';
const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  lifetime: 0x000d,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  mapped: 0x0020,
} as const;

type Message = { method: number; kind: number; transaction: Buffer; attributes: Map<number, Buffer> };
type Peer = { address: string; port: number };
type Allocation = { relay: Socket; channels: Map<number, Peer>; numbers: Map<string, number> };

function parse(packet: Buffer): Message | null {
  if (packet.length < 20 || packet.readUInt32BE(4) !== cookie) return null;
  const type = packet.readUInt16BE(0);
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= packet.length;) {
    const length = packet.readUInt16BE(at + 2);
    attributes.set(packet.readUInt16BE(at), packet.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  // Class and method are interleaved in the type (RFC 8489 section 5).
  const method = (type & 0x000f) | ((type & 0x00e0) >> 1) | ((type & 0x3e00) >> 2);
  return { method, kind: ((type >> 4) & 1) | ((type >> 7) & 2), transaction: packet.subarray(8, 20), attributes };
}

function pack(method: number, kind: number, transaction: Buffer, parts: [number, Buffer][], key?: Buffer): Buffer {
  const body = Buffer.concat(
    parts.map(([type, value]) => {
      const whole = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
      whole.writeUInt16BE(type, 0);
      whole.writeUInt16BE(value.length, 2);
      value.copy(whole, 4);
      return whole;
    }),
  );
  const type =
    (method & 0x000f) | ((method & 0x0070) << 1) | ((method & 0x0f80) << 2) | ((kind & 1) << 4) | ((kind & 2) << 7);
  const header = Buffer.alloc(20);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  header.writeUInt32BE(cookie, 4);
  transaction.copy(header, 8);
  const message = Buffer.concat([header, body]);
  if (!key) return message;
  const seal = Buffer.alloc(24);
  seal.writeUInt16BE(attribute.integrity, 0);
  seal.writeUInt16BE(20, 2);
  createHmac('sha1', key).update(message).digest().copy(seal, 4);
  return Buffer.concat([message, seal]);
}

function packAddress({ address, port }: Peer): Buffer {
  const value = Buffer.alloc(8);
  value[1] = 1;
  value.writeUInt16BE(port ^ (cookie >>> 16), 2);
  const whole = Buffer.from(address.split('.').map(Number)).readUInt32BE(0);
  value.writeUInt32BE((whole ^ cookie) >>> 0, 4);
  return value;
}

function parseAddress(value: Buffer): Peer {
  const whole = Buffer.alloc(4);
  whole.writeUInt32BE((value.readUInt32BE(4) ^ cookie) >>> 0, 0);
  return { address: [...whole].join('.'), port: value.readUInt16BE(2) ^ (cookie >>> 16) };
}

const nameOf = ({ address, port }: Peer): string => `${address}:${port}`;

export class TurnServer {
  readonly port: number;
  /** Packets that went from one end to the other through a relay. */
  relayed = 0;
  #socket: Socket;
  #key: Buffer;
  #allocations = new Map<string, Allocation>();

  private constructor(socket: Socket, username: string, password: string) {
    this.#socket = socket;
    this.port = socket.address().port;
    this.#key = createHash('md5').update(`${username}:${realm}:${password}`).digest();
    socket.on('message', (packet, from) => this.#take(packet, from));
  }

  static async start(username: string, password: string): Promise<TurnServer> {
    return new TurnServer(await open(), username, password);
  }

  stop(): void {
    for (const { relay } of this.#allocations.values()) relay.close();
    this.#socket.close();
  }

  #take(packet: Buffer, from: RemoteInfo): void {
    const allocation = this.#allocations.get(nameOf(from));
    // The first two bits tell channel data from STUN (RFC 8656 section 12).
    if (((packet[0] ?? 0) & 0xc0) === 0x40) {
      const peer = allocation?.channels.get(packet.readUInt16BE(0));
      if (peer) this.#send(allocation, packet.subarray(4, 4 + packet.readUInt16BE(2)), peer);
      return;
    }
    const message = parse(packet);
    if (!message) return;
    const { method, kind, transaction, attributes } = message;
    if (kind === 1) {
      const [peer, data] = [attributes.get(attribute.peer), attributes.get(attribute.data)];
      if (peer && data) this.#send(allocation, data, parseAddress(peer));
      return;
    }
    const reply = (parts: [number, Buffer][], replyKind = 2, key?: Buffer): void =>
      this.#socket.send(pack(method, replyKind, transaction, parts, key), from.port, from.address);
    if (method === 1) return reply([[attribute.mapped, packAddress(from)]]);
    if (!this.#isSealed(packet, attributes)) return reply(refusal(401, 'Unauthorized'), 3);
    void this.#serve(message, from).then((parts) => reply(parts, 2, this.#key));
  }

  #isSealed(packet: Buffer, attributes: Map<number, Buffer>): boolean {
    const seal = attributes.get(attribute.integrity);
    if (!seal) return false;
    const at = packet.indexOf(seal) - 4;
    const sealed = Buffer.from(packet.subarray(0, at));
    sealed.writeUInt16BE(at - 20 + 24, 2);
    return createHmac('sha1', this.#key).update(sealed).digest().equals(seal);
  }

  async #serve({ method, attributes }: Message, from: RemoteInfo): Promise<[number, Buffer][]> {
    const lifetime = Buffer.from([0, 0, 2, 88]);
    if (method === 3) {
      const relay = await open();
      const allocation: Allocation = { relay, channels: new Map(), numbers: new Map() };
      this.#allocations.set(nameOf(from), allocation);
      relay.on('message', (data, peer) => this.#deliver(allocation, data, peer, from));
      const relayed = { address: '127.0.0.1', port: relay.address().port };
      return [
        [attribute.relayed, packAddress(relayed)],
        [attribute.mapped, packAddress(from)],
        [attribute.lifetime, lifetime],
      ];
    }
    if (method === 9) {
      const [number, peer] = [attributes.get(attribute.channel), attributes.get(attribute.peer)];
      const allocation = this.#allocations.get(nameOf(from));
      if (number && peer && allocation) {
        allocation.channels.set(number.readUInt16BE(0), parseAddress(peer));
        allocation.numbers.set(nameOf(parseAddress(peer)), number.readUInt16BE(0));
      }
      return [];
    }
    return method === 4 ? [[attribute.lifetime, lifetime]] : [];
  }

  #send(allocation: Allocation | undefined, data: Buffer, { address, port }: Peer): void {
    this.relayed += 1;
    allocation?.relay.send(data, port, address);
  }

  #deliver({ numbers }: Allocation, data: Buffer, peer: Peer, to: RemoteInfo): void {
    const number = numbers.get(nameOf(peer));
    if (number !== undefined) {
      const header = Buffer.alloc(4);
      header.writeUInt16BE(number, 0);
      header.writeUInt16BE(data.length, 2);
      this.#socket.send(Buffer.concat([header, data]), to.port, to.address);
      return;
    }
    const indication: [number, Buffer][] = [
      [attribute.peer, packAddress(peer)],
      [attribute.data, data],
    ];
    this.#socket.send(
      pack(7, 1, createHash('md5').update(data).digest().subarray(0, 12), indication),
      to.port,
      to.address,
    );
  }
}

function refusal(code: number, reason: string): [number, Buffer][] {
  const error = Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), Buffer.from(reason)]);
  return [
    [attribute.error, error],
    [attribute.realm, Buffer.from(realm)],
    [attribute.nonce, Buffer.from(nonce)],
  ];
}

function open(): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => resolve(socket));
  });
}
