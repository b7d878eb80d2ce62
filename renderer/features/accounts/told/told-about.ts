/** Whom a thing that was said is recorded about: the person of the call, else of the account that is open. Pure. */
import type { AccountDetail } from '../../../../shared/contracts/accounts/accounts.contract.ts';
import { formatPhone, parseDialled } from '../../../ui/format.ts';

/** A call with a consumer that is up, or whose wrap-up is not saved yet. */
export type ConsumerCall = {
  callId: string;
  phoneNumber: string;
  /** Null: a number of which no account is known. */
  accountId: string | null;
  /** As the phone shows them. */
  name: string | null;
};

export type ToldAbout = {
  accountId: string;
  name: string;
  /** Of this person. */
  phoneNumbers: readonly string[];
  /** Where they may be. */
  zones: readonly string[];
  /** The call with this person; null: it reached us another way. */
  call: { callId: string; phoneNumber: string } | null;
  /** Whose account is open while somebody else is meant. */
  notMeant: string | null;
  /** The call is with a number that is nobody's: the agent answers for it that this is the person of the open account. */
  isUnproven: boolean;
};

/** `ofCall`: the account of the call, once it has been read. */
export function aboutOf(open: AccountDetail, call: ConsumerCall | null, ofCall: AccountDetail | null): ToldAbout {
  const isOpen = call === null || call.accountId === null || call.accountId === open.id;
  const person = isOpen ? open.consumer : ofCall?.consumer;
  // A caller may hide the number.
  const ofCaller = call !== null && parseDialled(call.phoneNumber) !== null ? [call.phoneNumber] : [];
  const known = (person?.phone_numbers ?? []).map((phone) => phone.phone_number);
  return {
    accountId: isOpen ? open.id : (call.accountId ?? open.id),
    name: person?.full_name ?? call?.name ?? formatPhone(call?.phoneNumber ?? ''),
    phoneNumbers: [...new Set([...ofCaller, ...known])],
    zones: person?.zones ?? [],
    call: call && { callId: call.callId, phoneNumber: call.phoneNumber },
    // Two accounts of one person: what they say is about both.
    notMeant: isOpen || open.consumer.id === person?.id ? null : open.consumer.full_name,
    isUnproven: call !== null && call.accountId === null,
  };
}
