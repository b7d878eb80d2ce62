import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { OpenStreams } from './event-stream.ts';

export type Metrics = { countRequests: RequestHandler; text(): Promise<string> };

/** Prometheus metrics of one server: the process, and each endpoint's count and duration in seconds. */
export function createMetrics(streams: OpenStreams): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'deskline_' });
  const labelNames = ['endpoint', 'status'] as const;
  const duration = new Histogram({
    name: 'deskline_http_request_seconds',
    help: 'Duration of HTTP requests in seconds',
    labelNames,
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const refused = new Counter({
    name: 'deskline_http_problems_total',
    help: 'Requests answered with a problem',
    labelNames,
    registers: [registry],
  });
  const openFeeds = new Gauge({
    name: 'deskline_live_streams',
    help: 'Open live feeds',
    registers: [registry],
  });
  return {
    text: () => {
      openFeeds.set(streams.size);
      return registry.metrics();
    },
    countRequests: (_request, response, next) => {
      const startedMs = performance.now();
      response.on('close', () => {
        const known: unknown = response.locals['endpointId'];
        const labels = { endpoint: typeof known === 'string' ? known : 'none', status: String(response.statusCode) };
        duration.observe(labels, (performance.now() - startedMs) / 1000);
        if (response.statusCode >= 400) refused.inc(labels);
      });
      next();
    },
  };
}
