/** What jsdom lacks and the windows need: media queries, sizes, scrolling. Cleans up after each test. */
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });

class SilentObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: query.includes('reduce'),
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }),
});
Object.assign(globalThis, { ResizeObserver: SilentObserver, IntersectionObserver: SilentObserver });
Object.assign(Element.prototype, { scrollIntoView: () => undefined, scrollTo: () => undefined });
// The virtual list draws what fits into its element; without layout every element would have no height.
Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 600 });
Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 300 });
// Nothing is heard here; a sound that is played counts as played.
Object.assign(HTMLMediaElement.prototype, { play: async () => undefined, pause: () => undefined });
Object.assign(URL, { createObjectURL: () => 'blob:sound', revokeObjectURL: () => undefined });
Object.assign(document, { fonts: { addEventListener: () => undefined, removeEventListener: () => undefined } });

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  delete window.deskline;
  window.location.hash = '';
});
