import { EventEmitter } from 'node:events';
import { nextId } from './registry.ts';
import { strict } from './strict.ts';

/** Tests emit what the machine would: `powerMonitor.emit('suspend')`, `'resume'`, `'lock-screen'`, `'shutdown'`. */
export const powerMonitor = strict(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    onBatteryPower: false,
    isOnBatteryPower: (): boolean => false,
    getSystemIdleTime: (): number => 0,
    getSystemIdleState: (): 'active' => 'active',
  }),
);

const blockers = new Set<number>();
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(): number {
    const id = nextId();
    blockers.add(id);
    return id;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
});
