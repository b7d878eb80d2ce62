import type { App } from 'electron';
import { numberOfArguments, numberOfLink } from '../os/deep-links.ts';

/** Numbers that come from outside, each shown once: told to a window that listens, else kept until one asks. */
export type LinkNumbers = {
  /** From now on numbers are handed to `show`; it returns false when nobody can see them yet. */
  showWith: (show: (number: string) => boolean, wakeUp: () => void) => void;
  take: () => string | null;
  /** A number from elsewhere (the command line): as if a link had brought it. */
  show: (number: string) => void;
};

/** Listens from the first moment: macOS sends `open-url` before the app is ready. */
export function collectLinkNumbers(app: App, commandLine: readonly string[]): LinkNumbers {
  let waiting = numberOfArguments(commandLine.slice(1));
  let show: ((number: string) => boolean) | null = null;
  let wakeUp: (() => void) | null = null;

  function arrived(number: string | null): void {
    wakeUp?.();
    if (number !== null) waiting = show?.(number) === true ? null : number;
  }
  app.on('open-url', (event, url) => {
    event.preventDefault();
    arrived(numberOfLink(url));
  });
  app.on('second-instance', (_event, otherCommandLine) => arrived(numberOfArguments(otherCommandLine.slice(1))));

  return {
    showWith: (newShow, newWakeUp) => {
      show = newShow;
      wakeUp = newWakeUp;
    },
    show: arrived,
    take: () => {
      const number = waiting;
      waiting = null;
      return number;
    },
  };
}
