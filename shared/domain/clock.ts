/** Where time comes from, so that tests choose it. `now` is epoch milliseconds. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** The clock's moment as the wire writes it: ISO 8601 UTC. */
export const isoNow = (clock: Clock): string => new Date(clock.now()).toISOString();
