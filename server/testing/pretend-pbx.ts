/**
 * A PBX as the server's commands see it: it answers `practice://` commands from memory, or falls silent. Its questions and
 * answers are parsed with the line's own schemas.
 */
import { once } from 'node:events';
import http from 'node:http';
import {
  type ControlAnswer,
  type ControlCommand,
  controlCommands,
  controlPath,
} from '../practice-line/control.schema.ts';
import { createId } from '../../shared/domain/ids.ts';

type Recording = 'off' | 'on' | 'paused';
type Member = { agent: string; is_paused: boolean; pause_reason: string | null; state: 'idle' };
type Answer = (question: unknown) => object | number;

/** An answer, or the status of a refusal, in the shape that the command asks for. */
const on = <Command extends ControlCommand>(
  command: Command,
  answer: (question: unknown) => ControlAnswer<Command> | number,
): [string, Answer] => [controlPath(command), answer];

export class PretendPbx {
  /** What the server's `DESKLINE_PBX_CONTROL` wants to know. */
  readonly controlUrl: string;
  /** Calls that go on, by the call id of the gate. */
  readonly recordings = new Map<string, Recording>();
  /** SIP Call-IDs of the calls that were asked for. */
  readonly askedSipCallIds: (string | null)[] = [];
  readonly members = new Map<string, Member[]>([['support', []]]);
  readonly parkedPlaces = new Set<string>();
  /** Takes every question and answers none. */
  isSilent = false;
  readonly #server: http.Server;

  private constructor(server: http.Server, port: number) {
    this.#server = server;
    this.controlUrl = `practice://127.0.0.1:${port}`;
  }

  static async start(): Promise<PretendPbx> {
    const server = http.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const pbx = new PretendPbx(server, typeof address === 'object' && address ? address.port : 0);
    server.on('request', (request, response) => void pbx.#serve(request, response));
    return pbx;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece);
    if (this.isSilent) return;
    const answerTo = this.#answers.get(request.url ?? '');
    const answer = answerTo?.(JSON.parse(Buffer.concat(pieces).toString())) ?? 404;
    const status = typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(typeof answer === 'object' ? answer : { error: 'no' }));
  }

  /** The call a question is about; undefined: there is none. */
  #find(key: { call_id?: string | null | undefined; sip_call_id?: string | null | undefined }): string | undefined {
    this.askedSipCallIds.push(key.sip_call_id ?? null);
    return typeof key.call_id === 'string' && this.recordings.has(key.call_id) ? key.call_id : undefined;
  }

  readonly #answers = new Map<string, Answer>([
    on('get-recording', (question) => {
      const call = this.#find(controlCommands['get-recording'].question.parse(question).call);
      return call === undefined ? 404 : { state: this.recordings.get(call) ?? 'off' };
    }),
    on('set-recording', (question) => {
      const { call: key, is_paused: isPaused } = controlCommands['set-recording'].question.parse(question);
      const call = this.#find(key);
      if (call === undefined) return 404;
      if (this.recordings.get(call) === 'off') return 409;
      const state = isPaused ? 'paused' : 'on';
      this.recordings.set(call, state);
      return { state };
    }),
    on('hang-up', (question) => {
      const call = this.#find(controlCommands['hang-up'].question.parse(question).call);
      if (call === undefined) return 404;
      this.recordings.delete(call);
      return { call: overCall(call) };
    }),
    on('list-queues', () => ({ queues: [...this.members.keys()].map((id) => this.#queue(id)) })),
    on('set-queue-membership', (question) => {
      const wanted = controlCommands['set-queue-membership'].question.parse(question);
      const members = this.members.get(wanted.queue);
      if (!members) return 404;
      const others = members.filter(({ agent }) => agent !== wanted.agent);
      const member: Member = { agent: wanted.agent, is_paused: false, pause_reason: null, state: 'idle' };
      this.members.set(wanted.queue, wanted.is_signed_in ? [...others, member] : others);
      return { queue: this.#queue(wanted.queue) };
    }),
    on('pause-agent', (question) => {
      const { agent, is_paused, reason } = controlCommands['pause-agent'].question.parse(question);
      for (const [queue, members] of this.members)
        this.members.set(
          queue,
          members.map((each) => (each.agent === agent ? { ...each, is_paused, pause_reason: reason ?? null } : each)),
        );
      return { queues: [...this.members.keys()].map((id) => this.#queue(id)) };
    }),
    on('list-parked', () => ({
      parked: [...this.parkedPlaces].map((place) => ({
        place,
        parked_by: 'somebody',
        since: new Date(0).toISOString(),
      })),
    })),
  ]);

  #queue(id: string) {
    return { id, waiting: [], members: this.members.get(id) ?? [] };
  }
}

const overCall = (callId: string) => ({
  id: createId(),
  sip_call_id: '',
  call_id: callId,
  agent: '',
  remote: '',
  direction: 'outbound' as const,
  state: 'over' as const,
  started_at: new Date(0).toISOString(),
  digits: '',
  is_held: false,
  recording: 'off' as const,
  dispatchable_location: null,
  heard_from_agent: null,
  sent_to_agent: null,
});
