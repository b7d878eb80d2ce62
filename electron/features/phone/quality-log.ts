import type { QualityPoint } from '../../../shared/ipc/phone-snapshot.ts';

/** Four hours of one call at a point a second. */
const mostPoints = 14_400;

/** The points of each live call, so that a window opened late draws the whole graph. */
export type QualityLog = {
  add: (point: QualityPoint) => void;
  /** Oldest first; empty for a call that is not known. */
  pointsOf: (callId: string) => QualityPoint[];
  /** Lets go of every call but these. */
  keepOnly: (callIds: ReadonlySet<string>) => void;
};

export function createQualityLog(): QualityLog {
  const points = new Map<string, QualityPoint[]>();
  return {
    add: (point) => {
      const known = points.get(point.callId);
      if (known === undefined) points.set(point.callId, [point]);
      else {
        known.push(point);
        if (known.length > mostPoints) known.shift();
      }
    },
    pointsOf: (callId) => [...(points.get(callId) ?? [])],
    keepOnly: (callIds) => {
      for (const callId of points.keys()) if (!callIds.has(callId)) points.delete(callId);
    },
  };
}
