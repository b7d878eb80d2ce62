const floorDb = -60;

/** Where a level stands on the meter: 0 at -60 dBFS and below, 1 at full scale. */
export const levelFraction = (db: number): number =>
  Number.isFinite(db) ? Math.min(1, Math.max(0, (db - floorDb) / -floorDb)) : 0;
