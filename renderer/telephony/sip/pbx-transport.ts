/**
 * The WebSocket to the phone system (RFC 7118). SIP.js has one fixed address per user agent; here the address is asked
 * for at each connection, so that a list of phone systems can be gone through. It also sees each INVITE leave.
 * Promise: C6. A message that SIP.js cannot bear is dropped by name; the page does not fail, and the next one is heard.
 */
import { type Transport, Web } from 'sip.js';
import { redactSip } from './sip-log.ts';

type Logger = ConstructorParameters<typeof Web.Transport>[0];

export type PbxTransportOptions = Web.TransportOptions & {
  currentServer: () => string;
  /** An INVITE that opens a call was handed to the socket. */
  inviteSent: (callId: string) => void;
};

const isFirstInvite = (message: string): boolean =>
  message.startsWith('INVITE ') && !/^(to|t)\s*:[^\r\n]*;tag=/im.test(message);
const callIdOf = (message: string): string => /^(?:call-id|i)\s*:\s*(\S+)/im.exec(message)?.[1] ?? '';

/** What a message is, without anything personal: its method, or status and method. */
function nameOf(message: string): string {
  const [, method] = /^([A-Z]{1,20}) /.exec(message) ?? [];
  if (method !== undefined) return `a request ${method}`;
  const [, status] = /^SIP\/2\.0 (\d{3}) /.exec(message) ?? [];
  return status === undefined ? 'something that is no SIP message' : `an answer ${status}`;
}

/** An offer or an answer of unknown type (RFC 3261 section 7.4.1 wants one): SIP.js would leave such a call ringing nowhere. */
function isBodyUntyped(message: string): boolean {
  const end = message.indexOf('\r\n\r\n');
  const head = message.slice(0, end);
  const hasBody = end >= 0 && message.length > end + 4 && !/^(?:content-length|l)\s*:\s*0+\s*$/im.test(head);
  return hasBody && /^cseq\s*:[^\r]*\b(?:INVITE|ACK)/im.test(head) && !/^(?:content-type|c)\s*:/im.test(head);
}

/**
 * SIP.js throws at messages it should refuse: a Request-URI of another scheme, an answer whose CSeq is none (RFC 4475
 * sections 3.3.2 and 3.1.2.5). Call it once the user agent listens.
 */
export function dropWhatBreaks(transport: Transport, log: (message: string) => void): void {
  const receive = transport.onMessage;
  transport.onMessage = (message) => {
    const drop = (reason: string): void => log(`${nameOf(message)} was dropped: ${reason}`);
    if (isBodyUntyped(message)) return drop('its body has no type');
    try {
      receive?.(message);
    } catch (error) {
      drop(redactSip(String(error)));
    }
  };
}

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
