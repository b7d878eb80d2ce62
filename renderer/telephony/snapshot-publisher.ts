/** Sends the newest truth, at most once in 20 ms: a burst of changes is one snapshot, a lone change does not wait. */
const shortestGapMs = 20;

export class SnapshotPublisher {
  #publish: () => void;
  #isPending = false;
  #lastMs = Number.NEGATIVE_INFINITY;
  #now: () => number;

  constructor(publish: () => void, now: () => number = () => performance.now()) {
    this.#publish = publish;
    this.#now = now;
  }

  changed(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    const waitMs = this.#lastMs + shortestGapMs - this.#now();
    if (waitMs > 0) setTimeout(() => this.#flush(), waitMs);
    else queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#isPending = false;
    this.#lastMs = this.#now();
    this.#publish();
  }
}
