import { useLayoutEffect, useState } from 'react';

/** At once and before anything is painted, so that what is quick is never seen half. */
const FIRST_SLICE_MS = 60;
const SLICE_MS = 24;
/** Work that takes longer is shown as far as it is, so often. */
const SHOW_EVERY_MS = 250;

type Task<T> = () => T;
type Progress<T> = { of: readonly Task<T>[] | null; done: readonly T[] };
export type Sliced<T> = { done: readonly T[]; isComplete: boolean };

/** Runs tasks in slices, so that a key is never late. Nothing of earlier tasks is shown as if it were of these. */
export function useSliced<T>(tasks: readonly Task<T>[]): Sliced<T> {
  const [progress, setProgress] = useState<Progress<T>>({ of: null, done: [] });
  useLayoutEffect(() => {
    const done: T[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    let shownMs = performance.now();
    const run = (budgetMs: number): void => {
      const endMs = performance.now() + budgetMs;
      while (done.length < tasks.length && performance.now() < endMs) {
        const task = tasks[done.length];
        if (task) done.push(task());
      }
      const isComplete = done.length >= tasks.length;
      if (isComplete || performance.now() - shownMs > SHOW_EVERY_MS) {
        shownMs = performance.now();
        setProgress({ of: tasks, done: [...done] });
      }
      timer = isComplete ? null : setTimeout(() => run(SLICE_MS), 0);
    };
    run(FIRST_SLICE_MS);
    return () => {
      if (timer !== null) clearTimeout(timer);
    };
  }, [tasks]);
  const done = progress.of === tasks ? progress.done : [];
  return { done, isComplete: done.length === tasks.length };
}
