/**
 * The practice line's own small HTTP control, for trainers, the demo and tests: ring an agent, and see what each call
 * hears. Guarded by the bearer secret of the PBX.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { phoneNumberSchema } from '../../shared/contracts/core/fields.ts';
import { type PracticeScenarioCode, practiceScenarios } from '../../shared/domain/telephony/practice-scenarios.ts';
import type { LevelMeter } from './levels.ts';
import type { PracticeCall } from './practice-call.ts';
import type { PracticeLine } from './practice-line.ts';

const longestBodyBytes = 4096;
const scenarioCodes = practiceScenarios.map((each): PracticeScenarioCode => each.code);

const incomingCallSchema = z.object({
  /** SIP user of the agent to ring. */
  agent: z.string().min(1).max(64),
  from_number: phoneNumberSchema,
  from_name: z.string().max(80).optional(),
  /** What the caller does once the agent answers. */
  scenario: z.enum(scenarioCodes).default('person'),
});

/** What one end of a call measured; levels are the loudest 200 ms of the last three seconds. */
type WireAudio = { level_dbfs: number; tone_hz: number | null; frames: number };

const describeAudio = (meter: LevelMeter, frames: number): WireAudio => {
  const { levelDbfs, toneHz } = meter.measure();
  return { level_dbfs: Math.round(levelDbfs * 10) / 10, tone_hz: toneHz, frames };
};

const describeCall = (call: PracticeCall) => ({
  id: call.id,
  agent: call.agent,
  remote: call.remote,
  direction: call.direction,
  state: call.state,
  started_at: call.startedAt,
  digits: call.digits,
  is_held: call.leg?.isHeld ?? false,
  heard_from_agent: call.leg ? describeAudio(call.leg.heard, call.leg.framesHeard) : null,
  sent_to_agent: call.leg ? describeAudio(call.leg.sent, call.leg.framesSent) : null,
});

/** Handles `POST /practice/incoming-call` and `GET /practice/calls`. */
export function createControlRoute(line: PracticeLine, bearerSecret: string): RequestListener {
  return (request, response) => {
    answer(line, bearerSecret, request, response).catch(() =>
      reply(response, 400, { error: 'The request is broken.' }),
    );
  };
}

async function answer(
  line: PracticeLine,
  bearerSecret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!carries(request, bearerSecret))
    return reply(response, 401, { error: 'The bearer secret of the PBX is needed.' });
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /practice/calls') {
    const calls = [...line.endedCalls, ...line.calls].map(describeCall);
    return reply(response, 200, { registered_agents: line.registeredAgents, calls });
  }
  if (route === 'POST /practice/incoming-call') {
    const wanted = incomingCallSchema.safeParse(JSON.parse(await readBody(request)));
    if (!wanted.success) return reply(response, 400, { error: z.prettifyError(wanted.error) });
    const { agent, from_number: phoneNumber, from_name: displayName, scenario } = wanted.data;
    const caller = { phoneNumber, ...(displayName === undefined ? {} : { displayName }) };
    const call = line.ringAgent(agent, caller, scenario);
    if (call === undefined) return reply(response, 404, { error: `${agent} is not registered.` });
    return reply(response, 201, { call_id: call.id });
  }
  return reply(response, 404, { error: 'There is no such route.' });
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
