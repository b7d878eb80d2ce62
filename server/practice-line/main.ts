/**
 * Runs the practice line as a process of its own: settings from the environment (see config.ts), one JSON line per
 * event on standard output, SIGTERM or SIGINT to stop.
 */
import { systemClock } from '../../shared/domain/clock.ts';
import { readConfig } from './config.ts';
import { createControlRoute } from './control.route.ts';
import type { LineEvent } from './line-events.ts';
import { createPermitRedemption, createSupervisionRedemption } from './permit-redemption.ts';
import { PracticeLine } from './practice-line.ts';

const print = (fields: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify({ ...fields, at: new Date(systemClock.now()).toISOString() })}\n`);
};

const report = ({ type, ...details }: LineEvent): void => {
  const fields = 'error' in details ? { error: String(details.error) } : details;
  print({ event: `practice-line.${type}`, ...fields });
};

const config = readConfig(process.env);
const line = await PracticeLine.start({
  ...config,
  redeemPermit: createPermitRedemption(config.serverUrl, config.pbxSecret),
  redeemSupervision: createSupervisionRedemption(config.serverUrl, config.pbxSecret),
  onHttpRequest: (started) => createControlRoute(started, config.pbxSecret),
  onEvent: report,
});
print({ event: 'practice-line.listening', url: line.url });

let isStopping = false;
const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await line.stop();
  print({ event: 'practice-line.stopped' });
  // SIP.js keeps timers of finished transactions for 32 s (RFC 3261 timers B and F); nobody waits for them now.
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// Whoever started this process with a channel to it is gone: do not outlive it.
process.on('disconnect', () => void stop());
// SIP.js has promises of its own that nobody holds; a broken message must not end the other calls.
process.on('unhandledRejection', (error) => report({ type: 'fault', error }));
