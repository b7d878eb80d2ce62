/** Where and as whom a phone registers: for a short time, made anew for each request, stored nowhere. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { PbxServices, PhoneToken } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { SipAccount, SipAccounts } from './sip-accounts.ts';
import { issueSipCredentials } from './sip-credentials.ts';
import { findPhoneUser } from './telephony.store.ts';
import { issueTurnCredentials } from './turn-credentials.ts';

export type TelephonyOptions = {
  /** WebSocket addresses of the PBX, in the order to try them. */
  sipUrls: readonly string[];
  sipDomain: string;
  /** Key of the short-lived credentials, shared with the PBX. */
  sipSecret: string | undefined;
  /** Static accounts; when given, nothing else is issued. */
  sipAccounts: SipAccounts | undefined;
  /** `turn:` and `turns:` addresses. */
  turnUrls: readonly string[];
  turnSecret: string | undefined;
  /** What the PBX offers beside plain calls. */
  services: PbxServices;
};

/** How long the credentials are good; the phone asks again before. */
export const credentialLifeMs = 60 * 60 * 1000;
/** A VPN or a second network card must not delay a call: candidates that take longer are left out. */
const iceGatheringTimeoutMs = 500;

/** The user part of the address a person registers as; the `agent` of a dial permit. */
export const sipUserOf = (user: { email: string; sip_user: string }, accounts: SipAccounts | undefined): string =>
  accounts?.get(user.email)?.username ?? user.sip_user;

/**
 * SIP target, credentials and ICE servers of the person behind the work.
 * @throws ProblemError `server/unavailable` with a plain sentence when the server has no telephone system for them.
 */
export async function issuePhoneToken(
  work: UnitOfWork,
  userId: string,
  options: TelephonyOptions,
): Promise<PhoneToken> {
  const { sipUrls, sipDomain } = options;
  const user = await findPhoneUser(work.database, userId);
  if (sipUrls.length === 0)
    throw new ProblemError('server/unavailable', {
      message: 'No telephone system is set up: the server has no SIP address.',
    });
  const expiresAtMs = work.clock.now() + credentialLifeMs;
  const sipUser = sipUserOf(user, options.sipAccounts);
  const { username, password } = credentialsOf(user, expiresAtMs, options);
  work.audit({ subject: { type: 'user', id: userId }, detail: { sip_user: sipUser } });
  return {
    sip: {
      server_urls: [...sipUrls],
      domain: sipDomain,
      uri: `sip:${sipUser}@${sipDomain}`,
      username,
      password,
      expires_at: new Date(expiresAtMs).toISOString(),
      expires_in_seconds: credentialLifeMs / 1000,
      display_name: user.full_name,
    },
    ice_servers: iceServers(sipUser, expiresAtMs, options),
    ice_gathering_timeout_ms: iceGatheringTimeoutMs,
    is_practice: user.is_practice,
    caller_ids: user.caller_ids,
    services: options.services,
  };
}

function credentialsOf(
  user: { email: string; sip_user: string },
  expiresAtMs: number,
  { sipAccounts, sipSecret }: TelephonyOptions,
): SipAccount {
  if (sipAccounts) {
    const account = sipAccounts.get(user.email);
    if (account) return account;
    throw new ProblemError('server/unavailable', {
      message: 'You have no account on the telephone system. Ask your administrator for one.',
    });
  }
  if (sipSecret === undefined)
    throw new ProblemError('server/unavailable', {
      message: 'No telephone system is set up: the server has no key for SIP credentials.',
    });
  return issueSipCredentials(sipSecret, user.sip_user, expiresAtMs / 1000);
}

function iceServers(sipUser: string, expiresAtMs: number, { turnUrls, turnSecret }: TelephonyOptions) {
  if (turnUrls.length === 0 || turnSecret === undefined) return [];
  return [{ urls: [...turnUrls], ...issueTurnCredentials(turnSecret, sipUser, expiresAtMs / 1000) }];
}
