/**
 * What `deskline status --json` prints: one object on one line, this schema, `schema_version` 1. Fields are added within a
 * version and never taken away or given another meaning; a script that meets another version knows nothing of it.
 * Moments are ISO 8601 UTC; null is unknown or none.
 */
import { z } from 'zod';
import { callDirections, callKinds, recordingStates } from '../../../shared/contracts/calls/calls.contract.ts';
import { idSchema, momentSchema } from '../../../shared/contracts/core/fields.ts';
import { agentStates, breakReasons } from '../../../shared/domain/agents/agent-states.ts';
import { outboxStatusSchema, serverStatusSchema } from '../../../shared/ipc/local-schemas.ts';
import { callStates, phoneSnapshotSchema } from '../../../shared/ipc/phone-snapshot.ts';

export const statusSchema = z.object({
  schema_version: z.literal(1),
  version: z.string(),
  signed_in: z.object({ user_id: idSchema, full_name: z.string() }).nullable(),
  phone: z.object({
    state: phoneSnapshotSchema.shape.registration.shape.state,
    since: momentSchema,
    /** Why it is not registered, in plain words. */
    reason: z.string().nullable(),
    is_do_not_disturb: z.boolean(),
    new_voicemails: z.int().nullable(),
  }),
  server: z.object({ state: serverStatusSchema.shape.state, since: momentSchema, url: z.string() }),
  agent: z
    .object({
      state: z.enum(agentStates),
      reason: z.enum(breakReasons).nullable(),
      is_outage: z.boolean(),
      since: momentSchema,
    })
    .nullable(),
  /** Live calls, oldest first. */
  calls: z.array(
    z.object({
      call_id: idSchema,
      kind: z.enum(callKinds),
      direction: z.enum(callDirections),
      state: z.enum(callStates),
      phone_number: z.string(),
      name: z.string().nullable(),
      is_muted: z.boolean(),
      is_held: z.boolean(),
      started_at: momentSchema,
      answered_at: momentSchema.nullable(),
      /** As the PBX confirmed it last. */
      recording: z.enum([...recordingStates, 'changing']),
      mos: z.number().nullable(),
    }),
  ),
  outbox: z.object({
    state: outboxStatusSchema.shape.state,
    waiting: z.int(),
    needs_attention: z.int(),
    oldest_at: momentSchema.nullable(),
  }),
});
export type CommandLineStatus = z.output<typeof statusSchema>;

/** The same for people. */
export function statusWords(status: CommandLineStatus): string {
  const { phone, server, agent, calls, outbox } = status;
  const lines = [
    status.signed_in ? `Signed in as ${status.signed_in.full_name}` : 'Nobody is signed in',
    `Phone ${phone.state === 'registered' ? 'ready' : phone.state}${phone.reason === null ? '' : `: ${phone.reason}`}${phone.is_do_not_disturb ? ', do not disturb' : ''}`,
    `Server ${server.state}`,
    ...(agent
      ? [`You are ${agent.state}${agent.reason === null ? '' : ` (${agent.reason})`} since ${agent.since}`]
      : []),
    ...calls.map(
      (call) =>
        `Call ${call.direction === 'inbound' ? 'from' : 'to'} ${call.name ?? call.phone_number}: ${call.state}${call.is_muted ? ', muted' : ''}`,
    ),
    ...(outbox.waiting > 0 ? [`${outbox.waiting} waiting to be sent`] : []),
    ...(outbox.needs_attention > 0 ? [`${outbox.needs_attention} need attention`] : []),
  ];
  return lines.join('\n');
}
