/** One registration on one connection: a `Registerer` is never taken over to the next, for SIP.js would leave it stuck. */
import { Registerer, RegistererState, type UserAgent } from 'sip.js';
import { missingDigestOf } from './digest-challenge.ts';

const answerWithinMs = 8000;
const unregisterWithinMs = 1000;
/** Long enough not to matter, short enough that a phone that vanished stops ringing soon. */
const registrationSeconds = 300;

export class SipRegistration {
  /** The digest algorithm the last refusal asked for and SIP.js cannot do. */
  missingDigest: string | null = null;
  #registerer: Registerer;
  #isOver = false;

  /** `lost`: the phone system took the registration back, or refused to renew it. */
  constructor(agent: UserAgent, lost: () => void) {
    this.#registerer = new Registerer(agent, {
      expires: registrationSeconds,
      refreshFrequency: 80,
      logConfiguration: false,
    });
    let wasRegistered = false;
    this.#registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered) wasRegistered = true;
      else if (wasRegistered && !this.#isOver) lost();
    });
  }

  /** Sends a REGISTER; the final SIP status, or null if none came in time. */
  register(): Promise<number | null> {
    return new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(null), answerWithinMs);
      const answered = (status: number): void => {
        clearTimeout(deadline);
        resolve(status);
      };
      this.#registerer
        .register({
          requestDelegate: {
            onAccept: ({ message }) => answered(message.statusCode ?? 200),
            onRedirect: ({ message }) => answered(message.statusCode ?? 302),
            onReject: (response) => {
              this.missingDigest = missingDigestOf(response);
              answered(response.message.statusCode ?? 500);
            },
          },
        })
        // A REGISTER of its own is under way: its outcome will show in the state.
        .catch(() => answered(200));
    });
  }

  /** Takes the registration back, politely but without waiting long. */
  async unregister(): Promise<void> {
    this.#isOver = true;
    const answered = new Promise<void>((resolve) => {
      const requestDelegate = { onAccept: () => resolve(), onReject: () => resolve() };
      this.#registerer.unregister({ requestDelegate }).catch(() => resolve());
    });
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, unregisterWithinMs))]);
  }

  /** After its connection is gone. Not awaited: it may take until a REGISTER times out. */
  dispose(): void {
    this.#isOver = true;
    this.#registerer.dispose().catch(() => {});
  }
}
