/**
 * When to try again after the connection to the phone system was lost: for ever, with jitter, so that a floor of agents
 * does not come back in one blow. Promise: C1 (registered at most 5 s after the phone system is back).
 */
export type ReconnectContext = {
  /** Attempts made since the loss; 0 before the first. */
  attempt: number;
  /** How long there has been no registration, milliseconds. */
  lostForMs: number;
  /** A call is up and its signalling is missed. */
  hasLiveCall: boolean;
};

export type ReconnectPolicy = {
  /** Milliseconds to wait before the next attempt. */
  nextDelayMs: (context: ReconnectContext) => number;
};

const shortestMs = 500;
const longestMs = 30_000;
/** A call without signalling cannot be held or transferred, and its far end cannot hang up. */
const longestInCallMs = 2000;
/** While an outage is young it mostly is a restart or a change of network, so a return must be noticed soon. */
const youngOutageMs = 60_000;
const longestWhileYoungMs = 4000;

/** Doubles the window from 1 s and waits a random part of it, never less than 0.5 s nor more than 30 s. */
export const createReconnectPolicy = (random: () => number = Math.random): ReconnectPolicy => ({
  nextDelayMs({ attempt, lostForMs, hasLiveCall }) {
    const longest = hasLiveCall ? longestInCallMs : lostForMs < youngOutageMs ? longestWhileYoungMs : longestMs;
    const windowMs = Math.min(longest, shortestMs * 2 ** Math.min(attempt + 1, 20));
    return Math.round(shortestMs + random() * (windowMs - shortestMs));
  },
});
