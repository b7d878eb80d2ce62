/** The same thing asked again and again from several hands at once, timed. */
export const measuredMs = 15_000;
const warmUpMs = 3000;

export type Load = { tookMs: number[]; perSecond: number };

/** `ask` begins again in each of the `hands` as soon as it is done; what it took counts after a warm-up. */
export async function load(hands: number, ask: (hand: number) => Promise<void>): Promise<Load> {
  const tookMs: number[] = [];
  const run = async (forMs: number, keep: boolean): Promise<void> => {
    const endMs = performance.now() + forMs;
    await Promise.all(
      Array.from({ length: hands }, async (_, hand) => {
        while (performance.now() < endMs) {
          const startedMs = performance.now();
          await ask(hand);
          if (keep) tookMs.push(performance.now() - startedMs);
        }
      }),
    );
  };
  await run(warmUpMs, false);
  await run(measuredMs, true);
  return { tookMs, perSecond: (tookMs.length * 1000) / measuredMs };
}
