import { z } from 'zod';
import { contract } from '../../shared/contracts/contract.ts';
import type { BodyOf } from '../../shared/contracts/core/define-endpoint.ts';
import type { Contract } from '../../shared/contracts/contract.ts';

type Reading = 'getQueue' | 'listCalls' | 'listAudit' | 'getMe';

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

  async read<I extends Reading>(id: I, query: Record<string, string> = {}): Promise<BodyOf<Contract[I]>> {
    const response = await fetch(`${this.#serverUrl}${contract[id].path}?${new URLSearchParams(query).toString()}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) throw new Error(`${id}: ${response.status} ${await response.text()}`);
    return z.parse(contract[id].replies[200], await response.json()) as BodyOf<Contract[I]>;
  }
}
