/**
 * The practice line's own small HTTP control: how the server commands it as a PBX, and how trainers, the demo and tests
 * ring agents and see what each call hears. Guarded by the bearer secret of the PBX.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ControlRefusal, createControlHandlers } from './control-commands.ts';
import { controlPathPrefix } from './control.schema.ts';
import type { PracticeLine } from './practice-line.ts';

const longestBodyBytes = 4096;

/** Handles `POST /practice/control/<command>`. */
export function createControlRoute(line: PracticeLine, bearerSecret: string): RequestListener {
  const routes = new Map(Object.entries(createControlHandlers(line)));
  return (request, response) => {
    if (!carries(request, bearerSecret)) {
      request.resume();
      return reply(response, 401, { error: 'The bearer secret of the PBX is needed.' });
    }
    const handle = routes.get(commandOf(request));
    if (handle === undefined) {
      request.resume();
      return reply(response, 404, { error: 'There is no such route.' });
    }
    readBody(request)
      .then((body) => reply(response, 200, handle(JSON.parse(body || '{}'))))
      .catch((error: unknown) => {
        if (error instanceof ControlRefusal) reply(response, error.status, { error: error.message });
        else if (error instanceof z.ZodError) reply(response, 400, { error: z.prettifyError(error) });
        else reply(response, 400, { error: 'The request is broken.' });
      });
  };
}

/** Empty when it asks for nothing of ours. */
function commandOf({ method, url = '' }: IncomingMessage): string {
  return method === 'POST' && url.startsWith(controlPathPrefix) ? url.slice(controlPathPrefix.length) : '';
}

function carries(request: IncomingMessage, bearerSecret: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${bearerSecret}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    bytes += piece.length;
    if (bytes > longestBodyBytes) throw new Error('The body is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
