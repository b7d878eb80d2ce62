/**
 * Where and as whom the phone registers. While the server is away the last token is handed out again until it runs out:
 * a phone page that restarts then still finds its PBX, for inbound and emergency calls need no server.
 */
import type { PbxServices, PhoneToken } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isAway } from '../../sync/is-away.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

/** What addresses inside the PBX are made of. */
export type Pbx = { domain: string; services: PbxServices };

export type PhoneTokens = {
  issue: () => Promise<PhoneToken>;
  /** Caller ids of the last token, first choice first. */
  callerIds: () => readonly string[];
  /** Null before the first token. It stays after a sign-out, for there is nothing of a person in it and a call may go on. */
  pbx: () => Pbx | null;
  /** At sign-out: nobody registers as the one before. */
  forget: () => void;
};

export function createPhoneTokens(api: ApiClient, clock: Clock): PhoneTokens {
  let last: PhoneToken | null = null;
  let pbx: Pbx | null = null;
  let untilMs = 0;
  return {
    issue: async () => {
      const result = await api.call('issuePhoneToken', {});
      if (result.ok) {
        last = result.value;
        pbx = { domain: last.sip.domain, services: last.services };
        untilMs = clock.now() + last.sip.expires_in_seconds * 1000;
      } else if (last !== null && isAway(result.problem) && untilMs > clock.now()) {
        const expires_in_seconds = Math.floor((untilMs - clock.now()) / 1000);
        return { ...last, sip: { ...last.sip, expires_in_seconds } };
      }
      return valueOf(result);
    },
    callerIds: () => last?.caller_ids.map((each) => each.phone_number) ?? [],
    pbx: () => pbx,
    forget: () => {
      last = null;
    },
  };
}
