import { useEffect } from 'react';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf } from '../../platform/bridge.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { HistoryRow } from '../../../shared/ipc/local-schemas.ts';
import { parseDialled } from '../../ui/format.ts';
import { ownZone } from '../../ui/received-day.ts';
import { comingNext, firstNumber, isOfAccount, nameAt, nextCallable, useAccount, useQueue } from '../accounts/index.ts';
import {
  hasConsumerNumber,
  phoneObstacle,
  useCalls,
  useCallScript,
  useDial,
  useKeepReserved,
  usePlacedReserved,
  useRefusals,
  useReservedFor,
} from '../calls/index.ts';
import { callPressOn, useVerdict } from '../compliance/index.ts';
import { offerNumber, openAccount, showCallee, useCockpit } from './cockpit-store.ts';

/** The server could not answer; what it refuses is an answer. */
const awayCodes: ReadonlySet<string> = new Set(['network/offline', 'network/contract-mismatch', 'server/unavailable']);

/** Everything the three panes share: the account, the number, its verdict, and what one can do with them. */
export function useCockpitWork() {
  const { accountId, dialText, wantsNumberOf } = useCockpit();
  const { phone, current, wrapUp, consulting } = useCalls();
  const account = useAccount(accountId).data?.account ?? null;
  const queue = useQueue();
  const dial = useDial();

  const number = parseDialled(dialText);
  const isOnFile = number !== null && isOfAccount(account, number);
  const numberAccountId = isOnFile ? accountId : null;
  const verdict = useVerdict(number, numberAccountId);
  const obstacle = phoneObstacle(phone);
  const isServerAway = verdict.isError && awayCodes.has(problemOf(verdict.error).code);
  const reserved = useReservedFor(number, numberAccountId, isServerAway);
  const decision = verdict.isError ? reserved?.decision : verdict.data;
  const press = number === null || decision === undefined ? null : callPressOn(decision);
  const mayDial = number !== null && press === 'call';
  // The server puts its refusal on record when it is asked for the call; what was cleared ahead it is not asked about.
  const mayPress = mayDial || (press === 'record-refusal' && !verdict.isError);
  const open = mayDial && numberAccountId !== null ? [{ accountId: numberAccountId, phoneNumber: number }] : [];
  useKeepReserved([...open, ...comingNext(queue.data?.items ?? [], accountId, systemClock.now())].slice(0, 2));

  useEffect(() => {
    // Also for an account that is open already and is opened once more: it is not read again then.
    if (account && account.id === wantsNumberOf) offerNumber(account.id, firstNumber(account));
  }, [account, wantsNumberOf]);
  // The account of a call that has just been answered or placed, or still waits for its wrap-up, opens by itself.
  const callAccountId = current?.accountId ?? wrapUp?.accountId ?? null;
  // Another account may be opened meanwhile; what is agreed in a wrap-up is agreed with the consumer of its own call.
  const consumerOfCall = useAccount(wrapUp?.accountId ?? null).data?.account.consumer ?? null;
  useEffect(() => {
    if (callAccountId !== null && callAccountId !== useCockpit.getState().accountId) openAccount(callAccountId);
  }, [callAccountId]);

  const showNext = (): void => {
    const next = nextCallable(queue.data?.items ?? [], accountId, systemClock.now());
    const item = queue.data?.items.find((each) => each.account_id === next);
    if (item) openAccount(item.account_id, item.phone_number);
    announce(item ? `Opened ${item.consumer_name}` : 'No other account may be called now');
  };
  useBridgeEvent('hotkeys:pressed', (action) => {
    if (action === 'next-account') showNext();
  });

  const call = (phoneNumber: string | null, overrideId: string | null = null): void => {
    if (phoneNumber === null || obstacle !== null || dial.isPending) return;
    dial.mutate({
      phoneNumber,
      accountId: isOfAccount(account, phoneNumber) ? accountId : null,
      remoteName: nameAt(account, phoneNumber),
      overrideId,
    });
  };
  const redial = ({ remoteNumber, accountId: lastAccountId, remoteName }: HistoryRow): void => {
    if (obstacle !== null || dial.isPending) return;
    showCallee(remoteNumber, lastAccountId);
    dial.mutate({ phoneNumber: remoteNumber, accountId: lastAccountId, remoteName });
  };
  const placed = usePlacedReserved((state) => state.byCall);
  const refusals = useRefusals((state) => state.byCall);
  const subject = current ?? wrapUp;
  const numberedCall = subject !== null && hasConsumerNumber(subject) ? subject : null;
  const callId = current?.callId ?? wrapUp?.callId ?? '';
  // What binds a call is what was decided about it. The number in the field says what a call would be bound by, before there is one.
  const scriptOfCall = useCallScript(wrapUp);
  const script = scriptOfCall ?? (subject === null ? decision?.obligations : undefined) ?? [];
  return {
    accountId,
    account,
    dialText,
    number,
    isOnFile,
    verdict,
    reserved,
    decision,
    mayDial,
    mayPress,
    placed: placed[callId] ?? null,
    refusal: refusals[callId] ?? null,
    obstacle,
    dial,
    call,
    redial,
    showNext,
    script,
    current,
    wrapUp,
    numberedCall,
    /** Whose words an agent records now: of the call that is up, of the one that is being consulted about, of the wrap-up. */
    consumerCall: [current, consulting?.about ?? null, wrapUp].find((each) => each?.kind === 'consumer') ?? null,
    /** The call, if it is with a consumer whose number shows and of whom no account is known. */
    stranger: numberedCall?.accountId === null ? numberedCall : null,
    zone: consumerOfCall?.zones[0] ?? ownZone(),
  };
}
