/**
 * Asks the server whether an INVITE may pass: out, or to an agent's call as a supervisor. Fails closed: no answer, no call.
 * Promise: a permit passes once, and only for those it was issued for (the server decides).
 */
import type { z } from 'zod';
import { errorCodes } from '../../shared/contracts/core/error-codes.ts';
import { problemSchema } from '../../shared/contracts/core/problem.ts';
import { supervisionEndpoints, type SupervisionMode } from '../../shared/contracts/supervision/supervision.contract.ts';
import { telephonyEndpoints } from '../../shared/contracts/telephony/telephony.contract.ts';

const answerTimeoutMs = 3000;

type Refusal =
  /** `reason`: why, where the server says it. */
  | { outcome: 'refused'; reason?: string }
  /** The server is away, too slow, or does not know this PBX. */
  | { outcome: 'unavailable'; cause: unknown };

export type DialRequest = { agent: string; phoneNumber: string; permit: string };
export type PermitAnswer = { outcome: 'allowed'; callId: string; callerId: string } | Refusal;
export type RedeemPermit = (request: DialRequest) => Promise<PermitAnswer>;

export type SupervisionRequest = { supervisor: string; agent: string; permit: string };
export type SupervisionAnswer = { outcome: 'allowed'; agent: string; mode: SupervisionMode } | Refusal;
export type RedeemSupervision = (request: SupervisionRequest) => Promise<SupervisionAnswer>;

/** Redeems dial permits at a Deskline server. `pbxSecret` is the bearer secret of the PBX. */
export function createPermitRedemption(serverUrl: string, pbxSecret: string): RedeemPermit {
  const { path, replies } = telephonyEndpoints.redeemPermit;
  return async ({ agent, phoneNumber, permit }) => {
    const answer = await ask(new URL(path, serverUrl), pbxSecret, replies[200], {
      permit,
      agent,
      phone_number: phoneNumber,
    });
    if (answer.outcome !== 'allowed') return answer;
    return { outcome: 'allowed', callId: answer.reply.call_id, callerId: answer.reply.caller_id };
  };
}

/** Redeems supervision permits at a Deskline server. */
export function createSupervisionRedemption(serverUrl: string, pbxSecret: string): RedeemSupervision {
  const { path, replies } = supervisionEndpoints.redeemSupervisionPermit;
  return async ({ supervisor, agent, permit }) => {
    const answer = await ask(new URL(path, serverUrl), pbxSecret, replies[200], { permit, supervisor, agent });
    if (answer.outcome !== 'allowed') return answer;
    return { outcome: 'allowed', agent: answer.reply.agent, mode: answer.reply.mode };
  };
}

async function ask<Reply extends z.ZodType>(
  url: URL,
  pbxSecret: string,
  allowedReply: Reply,
  question: object,
): Promise<{ outcome: 'allowed'; reply: z.output<Reply> } | Refusal> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${pbxSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (response.status === 200) return { outcome: 'allowed', reply: allowedReply.parse(await response.json()) };
    // 403 is the refusal; 400 means that agent, number or permit cannot even be one.
    if (response.status === 403) return refusalOf(await response.json().catch(() => null));
    await response.body?.cancel();
    if (response.status === 400) return { outcome: 'refused' };
    return { outcome: 'unavailable', cause: new Error(`The server answered ${response.status}.`) };
  } catch (cause) {
    return { outcome: 'unavailable', cause };
  }
}

/** A refusal in the server's general words gives no reason. */
function refusalOf(body: unknown): Refusal {
  const problem = problemSchema.safeParse(body).data;
  if (problem === undefined || problem.message === errorCodes[problem.code].message) return { outcome: 'refused' };
  return { outcome: 'refused', reason: problem.message };
}
