/**
 * The WebSocket to the phone system (RFC 7118). SIP.js has one fixed address per user agent; here the address is asked
 * for at each connection, so that a list of phone systems can be gone through. It also sees each INVITE leave.
 */
import { Web } from 'sip.js';

type Logger = ConstructorParameters<typeof Web.Transport>[0];

export type PbxTransportOptions = Web.TransportOptions & {
  currentServer: () => string;
  /** An INVITE that opens a call was handed to the socket. */
  inviteSent: (callId: string) => void;
};

const isFirstInvite = (message: string): boolean =>
  message.startsWith('INVITE ') && !/^(to|t)\s*:[^\r\n]*;tag=/im.test(message);
const callIdOf = (message: string): string => /^(?:call-id|i)\s*:\s*(\S+)/im.exec(message)?.[1] ?? '';

export class PbxTransport extends Web.Transport {
  #options: PbxTransportOptions;

  constructor(logger: Logger, options: PbxTransportOptions) {
    super(logger, options);
    this.#options = options;
  }

  override get server(): string {
    return this.#options.currentServer();
  }

  override get protocol(): string {
    return this.server.startsWith('wss:') ? 'WSS' : 'WS';
  }

  override async send(message: string): Promise<void> {
    const sending = super.send(message);
    if (isFirstInvite(message)) this.#options.inviteSent(callIdOf(message));
    return sending;
  }
}
