/** Answers the PBX's questions about permits in place of the server, so that specs about the PBX need no database. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';

type Dial = { agent: string; phoneNumber: string; callId: string; callerId: string };
type Supervision = { supervisor: string; agent: string; mode: SupervisionMode };

export class PermitDesk {
  readonly secret = 'secret-between-desk-and-pbx';
  readonly #dials = new Map<string, Dial>();
  readonly #supervisions = new Map<string, Supervision>();
  readonly #server: Server;
  #issued = 0;
  /** As if the server were gone: whoever asks is cut off. */
  isAway = false;

  private constructor() {
    this.#server = createServer((request, response) => {
      if (this.isAway) request.destroy();
      else void this.#serve(request, response);
    });
  }

  static async start(): Promise<PermitDesk> {
    const desk = new PermitDesk();
    await new Promise<void>((resolve) => desk.#server.listen(0, '127.0.0.1', resolve));
    return desk;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The desk does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** A permit that passes once. */
  dialPermit(dial: Dial): string {
    return this.#issue(this.#dials, dial);
  }

  supervisionPermit(supervision: Supervision): string {
    return this.#issue(this.#supervisions, supervision);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URLSearchParams(await text(request));
    const answer = this.#answer(request.url ?? '', request.headers.authorization, asked);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }

  #issue<T>(permits: Map<string, T>, what: T): string {
    this.#issued += 1;
    const permit = `permit.${this.#issued}.of-the-desk`;
    permits.set(permit, what);
    return permit;
  }

  #answer(
    url: string,
    authorization: string | undefined,
    asked: URLSearchParams,
  ): { status: number; body: Record<string, unknown> } {
    const permit = asked.get('permit') ?? '';
    if (authorization !== `Bearer ${this.secret}`) return refused(401, 'auth/required');
    if (url === '/api/pbx/permits/redeem') {
      const dial = this.#dials.get(permit);
      if (dial?.agent !== asked.get('agent') || dial?.phoneNumber !== asked.get('phone_number'))
        return refused(403, 'calls/permit-refused');
      this.#dials.delete(permit);
      return { status: 200, body: { allowed: true, call_id: dial?.callId, caller_id: dial?.callerId } };
    }
    const supervision = this.#supervisions.get(permit);
    if (supervision?.agent !== asked.get('agent') || supervision?.supervisor !== asked.get('supervisor'))
      return refused(403, 'supervision/permit-refused');
    this.#supervisions.delete(permit);
    return { status: 200, body: { allowed: true, agent: supervision?.agent, mode: supervision?.mode } };
  }
}

const refused = (status: number, code: string) => ({ status, body: { code } });
