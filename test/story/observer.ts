import type { z } from 'zod';
import { contract } from '../../shared/contracts/contract.ts';
import { createId } from '../../shared/domain/ids.ts';

/** Somebody who looks at the server's own records, beside the app: through the API, with a session of its own. */
export class Observer {
  readonly #serverUrl: string;
  readonly #email: string;
  #token = '';

  constructor(serverUrl: string, email: string) {
    this.#serverUrl = serverUrl;
    this.#email = email;
  }

  async signIn(): Promise<void> {
    const response = await fetch(`${this.#serverUrl}/api/auth/signin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: this.#email, password: 'practice-makes-perfect', device_name: 'Observer' }),
    });
    if (!response.ok) throw new Error(`${this.#email} could not sign in: ${response.status} ${await response.text()}`);
    this.#token = contract.signIn.replies[200].parse(await response.json()).tokens.access_token;
  }

  readonly queue = () => this.#read('/api/collections/queue', contract.getQueue.replies[200]);
  readonly calls = (query: Record<string, string>) => this.#read('/api/calls', contract.listCalls.replies[200], query);
  readonly audit = (query: Record<string, string>) => this.#read('/api/audit', contract.listAudit.replies[200], query);

  /** Asks for a write; the answer is the server's status, whatever it is. */
  async write(method: 'POST' | 'PUT', path: string, body: object): Promise<number> {
    const response = await fetch(`${this.#serverUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'idempotency-key': createId(),
      },
      body: JSON.stringify(body),
    });
    await response.body?.cancel();
    return response.status;
  }

  async #read<S extends z.ZodType>(path: string, reply: S, query: Record<string, string> = {}): Promise<z.output<S>> {
    const response = await fetch(`${this.#serverUrl}${path}?${new URLSearchParams(query).toString()}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return reply.parse(await response.json());
  }
}
