/** Keys pressed on a phone, as RTP carries them (RFC 4733). */

export const telephoneEventPayloadType = 101;
const keys = '0123456789*#ABCD';

/** Reads key presses. One press comes in many packets; all carry the time stamp of its start. */
export class TelephoneEvents {
  #lastTimestamp = -1;

  /** The key of a press that begins with this packet. */
  read(timestamp: number, payload: Buffer): string | undefined {
    const event = payload[0];
    if (payload.length < 4 || event === undefined || timestamp === this.#lastTimestamp) return undefined;
    this.#lastTimestamp = timestamp;
    return keys[event];
  }
}

/**
 * Takes `telephone-event/48000` out of an offer. werift pairs codecs by name alone and would take it beside 8 kHz
 * audio, where RFC 4733 section 2.4 wants equal rates; Chromium then sends every digit six times too long.
 */
export function withoutWidebandTelephoneEvents(sdp: string): string {
  const payloadType = /^a=rtpmap:(\d+) telephone-event\/48000/m.exec(sdp)?.[1];
  if (payloadType === undefined) return sdp;
  return sdp
    .replace(new RegExp(`^(m=audio .*?) ${payloadType}\\b`, 'm'), '$1')
    .replace(new RegExp(`^a=(rtpmap|fmtp):${payloadType} .*\\r?\\n`, 'gm'), '');
}
