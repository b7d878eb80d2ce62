/** What long fault runs share: a seed that is printed, patience, and percentiles. */

/** `FAULT_SEED` if given, else a new one; printed so that a failure can be repeated. */
export function faultSeed(name: string): number {
  const given = process.env['FAULT_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  console.log(`${name}: FAULT_SEED=${seed}`);
  return seed;
}

export const sleepFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Says what was under way when it broke. */
export async function underway<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`broke in ${what}`, { cause: error });
  }
}

/** The smallest value that this part of all values does not exceed (nearest rank), rounded; NaN of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN);
}
