/**
 * How the practice line is commanded: `POST /practice/control/<command>` with a JSON body and the bearer secret of the
 * PBX; 200 with the answer below, or `{ error }` with 400 (no such question), 401 (wrong secret), 404 (no such command,
 * call, queue or phone) or 409 (it is there, but cannot do that now).
 *
 * The server's `practice://` adapter and the trainer's tools parse with these schemas, and so does the line.
 */
import { z } from 'zod';
import { idSchema, momentSchema, phoneNumberSchema } from '../../shared/contracts/core/fields.ts';
import { type PracticeScenarioCode, practiceScenarios } from '../../shared/domain/telephony/practice-scenarios.ts';

const scenarioCodes = practiceScenarios.map((each): PracticeScenarioCode => each.code);
const sipUserSchema = z.string().min(1).max(120);
const queueIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** Any of the names a call is known by; the first that fits wins. */
const callKeySchema = z
  .object({
    /** Call-ID of the agent's leg, as its phone reports it in call events. */
    sip_call_id: z.string().min(1).max(256).nullish(),
    /** The call of the dial permit. Only calls through the gate have one. */
    call_id: idSchema.nullish(),
  })
  .refine((key) => Boolean(key.sip_call_id ?? key.call_id), 'a call is found by sip_call_id or call_id');

/** `off`: not recorded. `paused`: silence goes into the file in place of both voices. */
const recordingStateSchema = z.enum(['off', 'on', 'paused']);

/** What one end of a call measured; the level is the loudest 200 ms of the last three seconds. */
const wireAudioSchema = z.object({ level_dbfs: z.number(), tone_hz: z.number().nullable(), frames: z.int() });

const lineCallSchema = z.object({
  /** The line's own name for this leg. */
  id: idSchema,
  sip_call_id: z.string(),
  call_id: idSchema.nullable(),
  agent: z.string(),
  /** The number, colleague or service at the other end. */
  remote: z.string(),
  /** As the agent sees it. */
  direction: z.enum(['outbound', 'inbound']),
  state: z.enum(['ringing', 'established', 'over']),
  started_at: momentSchema,
  digits: z.string(),
  is_held: z.boolean(),
  recording: recordingStateSchema,
  /** What an emergency INVITE carried in `X-Dispatchable-Location`, percent-decoded; null: nothing. */
  dispatchable_location: z.string().nullable(),
  heard_from_agent: wireAudioSchema.nullable(),
  sent_to_agent: wireAudioSchema.nullable(),
});

const queueSchema = z.object({
  id: queueIdSchema,
  /** Callers who wait for somebody to answer, the longest first. */
  waiting: z.array(z.object({ from_number: z.string(), since: momentSchema })),
  /** Who is signed in. */
  members: z.array(
    z.object({
      agent: z.string(),
      is_paused: z.boolean(),
      pause_reason: z.string().nullable(),
      /** `away`: signed in, but no phone of theirs is registered. */
      state: z.enum(['idle', 'ringing', 'on-call', 'away']),
    }),
  ),
});

const mailboxSchema = z.object({
  agent: z.string(),
  messages: z.array(
    z.object({
      id: idSchema,
      from_number: z.string(),
      left_at: momentSchema,
      duration_ms: z.int(),
      is_new: z.boolean(),
    }),
  ),
});

const define = <Question extends z.ZodType, Answer extends z.ZodType>(question: Question, answer: Answer) => ({
  question,
  answer,
});

const caller = { from_number: phoneNumberSchema, from_name: z.string().max(80).optional() };
/** What the caller does once somebody answers. */
const scenario = z.enum(scenarioCodes).default('person');

export const controlCommands = {
  /** Calls that go on, and the last ones that are over. */
  'list-calls': define(
    z.object({}),
    z.object({ registered_agents: z.array(z.string()), calls: z.array(lineCallSchema) }),
  ),
  /** A call that goes on. 404: there is none by that name. */
  'find-call': define(z.object({ call: callKeySchema }), z.object({ call: lineCallSchema })),
  /** Ends it for everybody in it. */
  'hang-up': define(z.object({ call: callKeySchema }), z.object({ call: lineCallSchema })),
  'get-recording': define(z.object({ call: callKeySchema }), z.object({ state: recordingStateSchema })),
  /** The answer is the state as it is now. 409: this call is not recorded. */
  'set-recording': define(
    z.object({ call: callKeySchema, is_paused: z.boolean() }),
    z.object({ state: recordingStateSchema }),
  ),
  /** What was recorded so far, of calls that go on and of the last ones that are over: WAV, agent left, far end right. */
  'get-recording-audio': define(
    z.object({ call: callKeySchema }),
    z.object({ state: recordingStateSchema, wav_base64: z.string() }),
  ),
  /** What the scenario's voicemail has kept after its beep: WAV, mono. 409: this far end takes no messages. */
  'get-message-left': define(
    z.object({ call: callKeySchema }),
    z.object({ duration_ms: z.int(), wav_base64: z.string() }),
  ),

  'list-queues': define(z.object({}), z.object({ queues: z.array(queueSchema) })),
  /** Signing in twice, or out of what one is not in, changes nothing. */
  'set-queue-membership': define(
    z.object({ queue: queueIdSchema, agent: sipUserSchema, is_signed_in: z.boolean() }),
    z.object({ queue: queueSchema }),
  ),
  /** In every queue, also in those signed in to later. */
  'pause-agent': define(
    z.object({ agent: sipUserSchema, is_paused: z.boolean(), reason: z.string().max(80).nullish() }),
    z.object({ queues: z.array(queueSchema) }),
  ),

  'list-parked': define(
    z.object({}),
    z.object({ parked: z.array(z.object({ place: z.string(), parked_by: z.string(), since: momentSchema })) }),
  ),

  'get-mailbox': define(z.object({ agent: sipUserSchema }), z.object({ mailbox: mailboxSchema })),
  /** Leaves a message and lights the lamp. 409: the mailbox is full. */
  'leave-message': define(
    z.object({ agent: sipUserSchema, from_number: phoneNumberSchema }),
    z.object({ mailbox: mailboxSchema }),
  ),

  /** Somebody calls an agent. 404: the agent's phone is not registered. */
  'ring-agent': define(
    z.object({
      agent: sipUserSchema,
      ...caller,
      scenario,
      /** If nobody answers, they leave a message in the agent's mailbox. */
      leaves_message: z.boolean().default(false),
    }),
    z.object({ call: lineCallSchema }),
  ),
  /** Somebody calls a queue and waits there with music. */
  'call-queue': define(z.object({ queue: queueIdSchema, ...caller, scenario }), z.object({ queue: queueSchema })),
};

export type ControlCommand = keyof typeof controlCommands;
/** What is sent. */
export type ControlQuestion<Command extends ControlCommand> = z.input<(typeof controlCommands)[Command]['question']>;
/** What comes back with status 200. */
export type ControlAnswer<Command extends ControlCommand> = z.output<(typeof controlCommands)[Command]['answer']>;

const isAnswer = <Command extends ControlCommand>(command: Command, value: unknown): value is ControlAnswer<Command> =>
  controlCommands[command].answer.safeParse(value).success;

/** Takes the body of a reply with status 200 for the answer to a command. Throws if it is none. */
export function parseControlAnswer<Command extends ControlCommand>(
  command: Command,
  body: unknown,
): ControlAnswer<Command> {
  if (isAnswer(command, body)) return body;
  throw new Error(`The practice line's answer to ${command} is not in the schema.`);
}

export const controlPathPrefix = '/practice/control/';
export const controlPath = (command: ControlCommand): string => `${controlPathPrefix}${command}`;
