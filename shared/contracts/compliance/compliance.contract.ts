import { z } from 'zod';
import { defineEndpoints } from '../core/define-endpoint.ts';
import { idSchema, phoneNumberSchema } from '../core/fields.ts';
import { decisionSchema } from './decision.ts';

export const complianceEndpoints = defineEndpoints({
  evaluatePreDial: {
    method: 'post',
    path: '/api/compliance/pre-dial',
    summary: 'What the engine would decide about this call now; stores and reserves nothing',
    access: 'compliance.evaluate',
    effect: 'read',
    caller: 'desktop',
    offline: 'online',
    body: z.object({ phone_number: phoneNumberSchema, account_id: idSchema.nullable().default(null) }),
    replies: { 200: decisionSchema },
    errors: ['request/not-found', 'onboarding/incomplete'],
  },
});
