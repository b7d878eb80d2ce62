/**
 * SIP.js alone, put into the product's own phone page: what a call costs without the product around it. It dials with a
 * permit fetched before, takes the microphone for each call as SIP.js does, and waits for ICE as long as it is told.
 */
import { Inviter, Registerer, SessionState, UserAgent, Web } from 'sip.js';

export type BarePhoneOptions = {
  serverUrl: string;
  uri: string;
  username: string;
  password: string;
  iceGatheringTimeoutMs: number;
};

const uriOf = (text: string) => {
  const uri = UserAgent.makeURI(text);
  if (uri === undefined) throw new Error(`No SIP address: ${text}`);
  return uri;
};

/** Called with the moment the next INVITE goes to a socket. */
let inviteGoes: (atMs: number) => void = () => {};
class WatchedSocket extends WebSocket {
  override send(data: Parameters<WebSocket['send']>[0]): void {
    super.send(data);
    if (typeof data === 'string' && data.startsWith('INVITE ')) inviteGoes(performance.now());
  }
}
window.WebSocket = WatchedSocket;

class BarePhone {
  readonly #agent: UserAgent;

  constructor({ serverUrl, uri, username, password, iceGatheringTimeoutMs }: BarePhoneOptions) {
    this.#agent = new UserAgent({
      uri: uriOf(uri),
      authorizationUsername: username,
      authorizationPassword: password,
      transportOptions: { server: serverUrl },
      sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: iceGatheringTimeoutMs,
        peerConnectionConfiguration: { iceServers: [] },
      },
      logBuiltinEnabled: false,
    });
  }

  async register(): Promise<void> {
    await this.#agent.start();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const requestDelegate = { onAccept: () => resolve(), onReject: () => reject(new Error('not registered')) };
    await new Registerer(this.#agent).register({ requestDelegate });
    await promise;
  }

  /** Dials a number that refuses; milliseconds from here to the INVITE at the socket. */
  async dial(target: string, permit: string): Promise<number> {
    const gone = Promise.withResolvers<number>();
    const over = Promise.withResolvers<void>();
    inviteGoes = gone.resolve;
    const startedAtMs = performance.now();
    const inviter = new Inviter(this.#agent, uriOf(target), { extraHeaders: [`X-Dial-Permit: ${permit}`] });
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) over.resolve();
    });
    await inviter.invite();
    const goneAtMs = await gone.promise;
    await over.promise;
    return goneAtMs - startedAtMs;
  }
}

declare global {
  interface Window {
    openBarePhone: (options: BarePhoneOptions) => Promise<void>;
    barePhone: BarePhone;
  }
}
window.openBarePhone = async (options) => {
  window.barePhone = new BarePhone(options);
  await window.barePhone.register();
};
