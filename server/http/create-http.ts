/** Express as this server uses it: what every request passes before it reaches an endpoint, and after. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Clock } from '../../shared/domain/clock.ts';
import { createLimits, type LimitsPerMinute } from './limits.ts';
import { type Logger, requestLog } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { notFound, problemHandler } from './problem-reply.ts';

export type HttpOptions = {
  logger: Logger;
  clock: Clock;
  metrics: Metrics;
  limits: LimitsPerMinute;
  /** Addresses of the proxies in front, as Express's `trust proxy` names them. */
  trustProxy: string;
  /** Adds the endpoints and other routes. */
  mount(app: Express): void;
};

const bodyLimit = '256kb';
/** Where a recording comes with the body: a minute of PCM in base64. */
const recordings = { path: '/api/telephony/messages', bodyLimit: '9mb' };

/** Builds the application. Nothing listens yet. */
export function createHttp(options: HttpOptions): Express {
  const { clock } = options;
  const app = express();
  app.disable('x-powered-by');
  // Only these proxies are believed when they name the caller's address.
  app.set('trust proxy', options.trustProxy);
  app.set('etag', false);
  // One spelling per address: what is limited or logged by its path cannot be reached by another.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.use(requestLog(options.logger));
  app.use(options.metrics.countRequests);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(...createLimits(options.limits, clock));
  app.post(recordings.path, express.json({ limit: recordings.bodyLimit, strict: true }));
  app.use(express.json({ limit: bodyLimit, strict: true }));
  app.use('/api/pbx', express.urlencoded({ limit: bodyLimit, extended: false }));
  options.mount(app);
  app.use(notFound(clock));
  app.use(problemHandler(clock));
  return app;
}
