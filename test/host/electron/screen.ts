import { EventEmitter } from 'node:events';
import type * as E from 'electron';
import { strict } from './strict.ts';

/** One display, as on a common desk. */
export const screenArea = { x: 0, y: 0, width: 1920, height: 1040 };
const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  size: { width: 1920, height: 1080 },
  workArea: screenArea,
  workAreaSize: { width: screenArea.width, height: screenArea.height },
  scaleFactor: 1,
} as E.Display;

export const screen = strict(
  'screen',
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: (): E.Display => display,
    getAllDisplays: (): E.Display[] => [display],
    getDisplayMatching: (): E.Display => display,
    getDisplayNearestPoint: (): E.Display => display,
    getCursorScreenPoint: (): E.Point => ({ x: 0, y: 0 }),
  }),
);
