/**
 * One leg of WebRTC audio: a SIP.js session description handler on top of werift, which supplies ICE, DTLS and SRTP
 * in plain JavaScript. Loopback only: the media port believes a DTLS alert without authentication.
 */
import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
  usePCMU as createPcmuCodec,
} from 'werift';
import { LevelMeter } from './levels.ts';
import { silentFrame } from './mixing.ts';
import { startPacing, stopPacing } from './pacing-clock.ts';
import { decodeSound, frameMs, samplesPerFrame, type Sound } from './pcmu.ts';
import { TelephoneEvents, telephoneEventPayloadType, withoutWidebandTelephoneEvents } from './telephone-events.ts';

const pcmuPayloadType = 0;
/** A relayed frame keeps the silence of the clock away for this long. */
const relayedForMs = 60;

/** Hears what passes through a leg, and may change it: a recorder, a supervisor. */
export type LegFilter = {
  fromAgent(frame: Sound): Sound;
  toAgent(frame: Sound): Sound;
};

export class MediaLeg implements SessionDescriptionHandler {
  onDigit: ((digit: string) => void) | undefined;
  /** The secure transport closed under an open leg: the phone is gone without a word. */
  onLost: (() => void) | undefined;
  /** Gets what the agent says, as the far end shall hear it; nothing while the agent has us on hold. */
  onHeard: ((frame: Sound) => void) | undefined;
  /** The first is nearest to the far end, the last nearest to the agent. */
  readonly filters: LegFilter[] = [];
  /** Settles when audio can flow; rejects if it never will. */
  readonly connected: Promise<void>;
  /** What the agent says. */
  readonly heard = new LevelMeter();
  /** What the agent is sent. */
  readonly sent = new LevelMeter();
  framesHeard = 0;
  framesSent = 0;

  #connection: RTCPeerConnection;
  #transceiver: RTCRtpTransceiver;
  #telephoneEvents = new TelephoneEvents();
  #isClosed = false;
  #relayedUntilMs = 0;
  #sequence = 0;
  #timestamp = 0;
  #sentAtMs = 0;

  constructor() {
    const telephoneEvents = new RTCRtpCodecParameters({
      mimeType: 'audio/telephone-event',
      clockRate: 8000,
      channels: 1,
      payloadType: telephoneEventPayloadType,
    });
    this.#connection = new RTCPeerConnection({
      codecs: { audio: [createPcmuCodec(), telephoneEvents] },
      // werift's default asks a public STUN server.
      iceServers: [],
      // With both families off, the address given by hand is the one candidate; otherwise werift offers the network cards.
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
      // The browser does the checking, so its mDNS-hidden candidates need not be resolved here.
      iceLite: true,
    });
    this.#transceiver = this.#connection.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), {
      direction: 'sendrecv',
    });
    this.#transceiver.onTrack.subscribe((track) => track.onReceiveRtp.subscribe((packet) => this.#receive(packet)));
    this.connected = new Promise((resolve, reject) => {
      // The DTLS state, not the peer connection's, which stays "connected" when DTLS has closed.
      this.#transceiver.dtlsTransport.onStateChange.subscribe((state) => {
        if (state === 'connected') resolve();
        // Our own end of it is no loss.
        if (this.#isClosed || (state !== 'failed' && state !== 'closed')) return;
        reject(new Error(`The media transport is ${state}.`));
        this.onLost?.();
      });
    });
    // A call may well end before anyone waits for its media.
    this.connected.catch(() => undefined);
    startPacing(this);
  }

  hasDescription(contentType: string): boolean {
    return contentType === 'application/sdp';
  }

  async setDescription(sdp: string): Promise<void> {
    const type = this.#connection.signalingState === 'have-local-offer' ? 'answer' : 'offer';
    await this.#connection.setRemoteDescription({ type, sdp: withoutWidebandTelephoneEvents(sdp) });
  }

  async getDescription(): Promise<BodyAndContentType> {
    const isAnswer = this.#connection.signalingState === 'have-remote-offer';
    // As DTLS server we are ready at once; as client werift first sleeps for 100 ms.
    if (isAnswer) for (const dtls of this.#connection.dtlsTransports) if (dtls.role === 'auto') dtls.role = 'server';
    const description = isAnswer ? await this.#connection.createAnswer() : await this.#connection.createOffer();
    await this.#connection.setLocalDescription(description);
    return { contentType: 'application/sdp', body: this.#connection.localDescription?.sdp ?? description.sdp };
  }

  async rollbackDescription(): Promise<void> {
    if (this.#connection.signalingState !== 'have-local-offer') return;
    await this.#connection.setLocalDescription({ type: 'rollback' });
  }

  sendDtmf(): boolean {
    return false;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    stopPacing(this);
    this.onHeard = undefined;
    this.filters.length = 0;
    this.#connection.close().catch(() => undefined);
  }

  /** The agent has us on hold and wants no audio. */
  get isHeld(): boolean {
    const direction = this.#transceiver.currentDirection;
    return direction === 'recvonly' || direction === 'inactive';
  }

  /** 20 ms are over. Silence is sent too: a stream that stops looks like a dead call. */
  pace(): void {
    if (performance.now() > this.#relayedUntilMs) this.#send(silentFrame);
  }

  /** A frame for the agent. It is passed on as it comes: it was paced where it was made. */
  relay(frame: Sound): void {
    this.#relayedUntilMs = performance.now() + relayedForMs;
    this.#send(frame);
  }

  #send(said: Sound): void {
    if (this.#transceiver.dtlsTransport.state !== 'connected' || this.isHeld) return;
    const frame = this.filters.reduce((passed, filter) => filter.toAgent(passed), said);
    // Time runs on through a pause (hold), or the browser takes the gap for network delay and starts buffering.
    const nowMs = performance.now();
    const framesSince = Math.round((nowMs - this.#sentAtMs) / frameMs);
    const marker = framesSince > 3;
    this.#timestamp = (this.#timestamp + samplesPerFrame * (marker ? framesSince : 1)) >>> 0;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#sentAtMs = nowMs;
    this.framesSent += 1;
    this.sent.add(decodeSound(frame));
    const header = new RtpHeader({
      payloadType: pcmuPayloadType,
      sequenceNumber: this.#sequence,
      timestamp: this.#timestamp,
      marker,
    });
    this.#transceiver.sender.sendRtp(new RtpPacket(header, frame)).catch(() => undefined);
  }

  #receive({ header, payload }: RtpPacket): void {
    if (header.payloadType !== pcmuPayloadType) {
      const digit = this.#telephoneEvents.read(header.timestamp, payload);
      if (digit !== undefined) this.onDigit?.(digit);
      return;
    }
    this.framesHeard += 1;
    this.heard.add(decodeSound(payload));
    if (this.isHeld || this.onHeard === undefined) return;
    this.onHeard(this.filters.reduceRight((passed, filter) => filter.fromAgent(passed), payload));
  }
}
