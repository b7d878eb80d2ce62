import type { OutboxWork } from '../sync/outbox-kinds.ts';

/** A valid disposition of a call. */
export const dispositionOfCall = (callId: string, notes = ''): OutboxWork => ({
  kind: 'disposition',
  payload: {
    callId,
    code: 'no-answer',
    notes,
    callback_at: null,
    promise: null,
    disclosures: [],
    saved_at: '2026-11-23T15:00:00.000Z',
    base_version: 0,
  },
});

/** One event of a call. */
export const eventOfCall = (callId: string, eventId: string): OutboxWork => ({
  kind: 'call-events',
  payload: {
    callId,
    events: [
      {
        id: eventId,
        at: '2026-11-23T15:00:00.000Z',
        type: 'answered',
        sip_status: null,
        ended_by: null,
        quality: null,
        incident: null,
        summary: null,
        sip_call_id: null,
      },
    ],
  },
});

export const feedbackWith = (text: string): OutboxWork => ({
  kind: 'feedback',
  payload: { kind: 'bug', text, context: {}, created_at: '2026-11-23T15:00:00.000Z' },
});
