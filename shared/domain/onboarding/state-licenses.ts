/** In which states an organization may collect on a day: a license in force, or a decision that none is needed. */

/** Calendar dates are ISO, of the organization's own zone; `validUntil` is the last day, null: no end. */
export type StateLicense = { state: string; validFrom: string; validUntil: string | null };

/** Whether it counts on this day: from its first day to its last, both included. */
export const isInForceOn = ({ validFrom, validUntil }: Omit<StateLicense, 'state'>, day: string): boolean =>
  validFrom <= day && (validUntil === null || day <= validUntil);

/** Two-letter states, each once, in the order of the alphabet. */
export const licensedStatesOn = (licenses: readonly StateLicense[], day: string): string[] =>
  [...new Set(licenses.filter((license) => isInForceOn(license, day)).map(({ state }) => state))].toSorted();
