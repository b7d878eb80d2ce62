/**
 * The offer and answer of a call (RFC 8829), on SIP.js's own handler, with four things done our way: the microphone is
 * the phone's warm one, ICE servers are the server's (SIP.js asks Google's STUN server unless told otherwise), and nobody
 * waits for ICE longer than needed: SIP.js waits up to 5 s, Chromium spends 125 ms on TCP candidates nobody uses.
 * And an offer that was refused is taken back, so that the next one can be made.
 */
import { type Session, Web } from 'sip.js';

type Logger = ConstructorParameters<typeof Web.SessionDescriptionHandler>[0];
type SdpOptions = Web.SessionDescriptionHandlerOptions;

export type MediaSettings = {
  iceServers: RTCIceServer[];
  /** The longest wait for candidates, milliseconds. */
  gatheringTimeoutMs: number;
};

/** After the first useful candidate others of the same kind follow at once (several interfaces): this long they may. */
const companionsMs = 20;

const candidateTypesOf = (sdp: string): string[] =>
  [...sdp.matchAll(/^a=candidate:\S+ \d+ udp .* typ (\w+)/gim)].map(([, type]) => type ?? '');

/** Without servers a host candidate is all there will be; with servers the first reflexive or relayed one is enough. */
export function isEnough(candidateTypes: string[], hasIceServers: boolean): boolean {
  return candidateTypes.some((type) => (hasIceServers ? type === 'srflx' || type === 'relay' : type === 'host'));
}

export class MediaHandler extends Web.SessionDescriptionHandler {
  #settings: MediaSettings;

  constructor(logger: Logger, takeMicrophone: () => Promise<MediaStream>, settings: MediaSettings) {
    super(logger, takeMicrophone, {
      iceGatheringTimeout: settings.gatheringTimeoutMs,
      peerConnectionConfiguration: { iceServers: settings.iceServers },
    });
    this.#settings = settings;
  }

  /** An offer says what we want, whatever the far end's hold left behind: SIP.js would turn its hold into ours for good. */
  protected override updateDirection(options?: SdpOptions): Promise<void> {
    const connection = this.peerConnection;
    if (connection?.signalingState !== 'stable') return super.updateDirection(options);
    for (const transceiver of connection.getTransceivers()) {
      if (transceiver.direction !== 'stopped') transceiver.direction = options?.hold ? 'sendonly' : 'sendrecv';
    }
    return Promise.resolve();
  }

  /** A re-INVITE was refused, as with 491. SIP.js asks for this and has it not: no offer could be made in that call any more. */
  async rollbackDescription(): Promise<void> {
    const connection = this.peerConnection;
    if (connection?.signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
    if (connection?.signalingState === 'have-remote-offer') await connection.setRemoteDescription({ type: 'rollback' });
  }

  protected override waitForIceGatheringComplete(
    isRestart = false,
    timeoutMs = this.#settings.gatheringTimeoutMs,
  ): Promise<void> {
    const connection = this.peerConnection;
    if (!connection) return Promise.reject(new Error('Peer connection closed.'));
    if (!isRestart && connection.iceGatheringState === 'complete') return Promise.resolve();
    const hasIceServers = this.#settings.iceServers.length > 0;
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const { signal } = listening;
      let companions: ReturnType<typeof setTimeout> | undefined;
      const types = (): string[] => candidateTypesOf(connection.localDescription?.sdp ?? '');
      const finish = (): void => {
        clearTimeout(deadline);
        clearTimeout(companions);
        listening.abort();
        // Nobody can reach an offer without a candidate; Asterisk drops ICE for good when it is offered one in a call.
        if (isRestart && types().length === 0) reject(new Error('No network to restart ICE on.'));
        else resolve();
      };
      const deadline = setTimeout(finish, timeoutMs);
      const look = (): void => {
        if (isEnough(types(), hasIceServers)) companions ??= setTimeout(finish, companionsMs);
      };
      connection.addEventListener('icecandidate', look, { signal });
      connection.addEventListener(
        'icegatheringstatechange',
        () => {
          // The end of a round that was given up is told in the next one, too.
          if (connection.iceGatheringState === 'complete' && types().length > 0) finish();
        },
        { signal },
      );
      look();
    });
  }
}

/** What SIP.js calls for each session. */
export const createMediaHandlerFactory =
  (takeMicrophone: () => Promise<MediaStream>, settings: () => MediaSettings) =>
  (session: Session): MediaHandler =>
    new MediaHandler(session.userAgent.getLogger('deskline.MediaHandler'), takeMicrophone, settings());
