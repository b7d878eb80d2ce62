import type { Request, Response } from 'express';
import type { EventStream } from './handlers.ts';

/** The streams of this server that are open, so that a stop can end them. */
export type OpenStreams = Set<EventStream>;

/** Starts a reply of server-sent events (WHATWG HTML section 9.2). */
export function openEventStream(request: Request, response: Response, streams: OpenStreams): EventStream {
  const gone = new AbortController();
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const stream: EventStream = {
    lastEventId: request.get('last-event-id'),
    send: ({ id, data }) => {
      if (gone.signal.aborted) return false;
      return response.write(`${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
    },
    ping: () => {
      if (!gone.signal.aborted) response.write(': ping\n\n');
    },
    queuedBytes: () => response.writableLength,
    cut: () => {
      response.destroy();
    },
    signal: gone.signal,
    end: () => {
      response.end();
    },
  };
  streams.add(stream);
  response.on('close', () => {
    streams.delete(stream);
    gone.abort();
  });
  return stream;
}
