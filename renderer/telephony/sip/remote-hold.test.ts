import { describe, expect, it } from 'vitest';
import { audioDirectionOf, isHeldByRemote } from './remote-hold.ts';

const sdpOf = (...lines: string[]): string =>
  ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', ...lines, ''].join('\r\n');
const audio = 'm=audio 4000 RTP/AVP 0';
const video = 'm=video 4002 RTP/AVP 96';
const saying = (direction: string): string => sdpOf(audio, `a=${direction}`);

describe('the direction of the audio', () => {
  it.each(['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const)('is what its section says: %s', (direction) => {
    expect(audioDirectionOf(sdpOf(audio, 'c=IN IP4 127.0.0.1', `a=${direction}`))).toBe(direction);
  });

  it('is that of the session where its section says nothing, and both ways where nobody does', () => {
    expect(audioDirectionOf(sdpOf('a=sendonly', audio))).toBe('sendonly');
    expect(audioDirectionOf(sdpOf('a=sendonly', audio, 'a=sendrecv'))).toBe('sendrecv');
    expect(audioDirectionOf(sdpOf(audio))).toBe('sendrecv');
    expect(audioDirectionOf('')).toBe('sendrecv');
  });

  it('is not that of other sections', () => {
    expect(audioDirectionOf(sdpOf(video, 'a=inactive', audio, 'a=recvonly'))).toBe('recvonly');
    expect(audioDirectionOf(sdpOf(audio, video, 'a=inactive'))).toBe('sendrecv');
  });

  it('is not a longer word that begins like one', () => {
    expect(audioDirectionOf(sdpOf(audio, 'a=sendonlyish', 'a=x-inactive'))).toBe('sendrecv');
  });
});

describe('the far end', () => {
  const offer = { isOffer: true, isHeldHere: false, before: false };
  const answer = { isOffer: false, isHeldHere: false, before: false };

  it('holds us when it only sends (music), and has us back when it listens', () => {
    expect(isHeldByRemote(saying('sendonly'), offer)).toBe(true);
    expect(isHeldByRemote(saying('sendrecv'), { ...offer, before: true })).toBe(false);
    // Our own hold, as it is answered.
    expect(isHeldByRemote(saying('recvonly'), { ...answer, isHeldHere: true })).toBe(false);
  });

  it('holds us when it offers silence, or answers with it what was no hold of ours', () => {
    expect(isHeldByRemote(saying('inactive'), offer)).toBe(true);
    expect(isHeldByRemote(saying('inactive'), { ...offer, isHeldHere: true })).toBe(true);
    expect(isHeldByRemote(saying('inactive'), answer)).toBe(true);
  });

  it('is as it was when it answers our own hold with silence', () => {
    expect(isHeldByRemote(saying('inactive'), { ...answer, isHeldHere: true })).toBe(false);
    expect(isHeldByRemote(saying('inactive'), { ...answer, isHeldHere: true, before: true })).toBe(true);
  });
});
