/** What a write answers, and what is kept with its idempotency key. */
export type Reply = { status: number; body: unknown };
