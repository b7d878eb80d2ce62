import type { Logger } from '../os/logger.ts';

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
