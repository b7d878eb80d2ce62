/** One kind of notice inside the main process, and who listens to it. A failing listener does not stop the others. */
export type Signal<T> = {
  emit: (value: T) => void;
  /** Returns the function that stops listening. */
  on: (listener: (value: T) => void) => () => void;
};

export function createSignal<T>(onError: (error: unknown) => void = () => {}): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    emit: (value) => {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          onError(error);
        }
      }
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
