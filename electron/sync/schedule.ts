/** Runs something later; returns what cancels it. Injected, so that tests choose the time. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

export const timerSchedule: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** What cancels nothing: the start value where no timer runs yet. */
export const nothingScheduled = (): void => {};
