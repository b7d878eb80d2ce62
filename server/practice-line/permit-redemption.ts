/**
 * Asks the server whether an outbound INVITE may pass. Fails closed: no answer, no call.
 * Promise: a dial permit passes once, and only for the agent and number it was issued for (the server decides).
 */
import { telephonyEndpoints } from '../../shared/contracts/telephony/telephony.contract.ts';

const answerTimeoutMs = 3000;

export type DialRequest = { agent: string; phoneNumber: string; permit: string };
export type PermitAnswer =
  | { outcome: 'allowed'; callId: string; callerId: string }
  | { outcome: 'refused' }
  /** The server is away, too slow, or does not know this PBX. */
  | { outcome: 'unavailable'; cause: unknown };
export type RedeemPermit = (request: DialRequest) => Promise<PermitAnswer>;

const { method, path, replies } = telephonyEndpoints.redeemPermit;
const allowedReply = replies[200];

/** Redeems permits at a Deskline server. `pbxSecret` is the bearer secret of the PBX. */
export function createPermitRedemption(serverUrl: string, pbxSecret: string): RedeemPermit {
  return async ({ agent, phoneNumber, permit }) => {
    try {
      const response = await fetch(new URL(path, serverUrl), {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${pbxSecret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ permit, agent, phone_number: phoneNumber }),
        redirect: 'error',
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      if (response.status === 200) {
        const reply = allowedReply.parse(await response.json());
        return { outcome: 'allowed', callId: reply.call_id, callerId: reply.caller_id };
      }
      await response.body?.cancel();
      // 403 is the refusal; 400 means that agent, number or permit cannot even be one.
      if (response.status === 403 || response.status === 400) return { outcome: 'refused' };
      return { outcome: 'unavailable', cause: new Error(`The server answered ${response.status}.`) };
    } catch (cause) {
      return { outcome: 'unavailable', cause };
    }
  };
}
