import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { AccountCard, QueuePanel, UnknownCaller } from '../accounts/index.ts';
import {
  DialPanel,
  DialTools,
  RefusedNotice,
  ReservedNotice,
  SavedCard,
  ScriptPanel,
  WrapUpPanel,
} from '../calls/index.ts';
import { BarredCallNews } from '../compliance/index.ts';
import { PanelBoundary } from '../feedback/index.ts';
import { OverrideOffer } from '../overrides/index.ts';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { formatPhone } from '../../ui/format.ts';
import { focusDial, openAccount, showNumber, useCockpit } from './cockpit-store.ts';
import { useCockpitWork } from './use-cockpit.ts';
import './cockpit.css';

/** The agent's desk: who is next, who that is, and the call. */
export function CockpitPage() {
  const work = useCockpitWork();
  const field = useDialFocus();
  const { mayDial, mayPress } = work;
  const isTalking = work.current !== null;
  useShortcut('dial.focus', focusDial);
  useShortcut('dial.call', () => work.call(mayPress ? work.number : null), !isTalking);
  useShortcut('queue.next-account', work.showNext);
  // While talking the script comes first; once the call is over, saving does.
  const wrapUp = (
    <PanelBoundary panel="Wrap-up">
      <WrapUpPanel zone={work.zone} />
    </PanelBoundary>
  );
  return (
    <div className="cockpit">
      <PanelBoundary panel="Work queue">
        <QueuePanel openId={work.accountId} onOpen={(item) => openAccount(item.account_id, item.phone_number)} />
      </PanelBoundary>
      <PanelBoundary panel="Account">
        <AccountCard
          accountId={work.accountId}
          call={
            work.consumerCall && {
              callId: work.consumerCall.callId,
              phoneNumber: work.consumerCall.remoteNumber,
              accountId: work.consumerCall.accountId,
              name: work.consumerCall.remoteName,
            }
          }
          chosenNumber={work.number}
          dialObstacle={work.obstacle}
          onChoose={(number) => showNumber(formatPhone(number), false)}
          onDial={(number) => {
            showNumber(formatPhone(number), false);
            work.call(number);
          }}
          onNext={work.showNext}
        />
      </PanelBoundary>
      <div className="cockpit-call scroll" role="group" aria-label="Call and wrap-up">
        {isTalking || work.wrapUp ? null : (
          <PanelBoundary panel="Call">
            <SavedCard
              actions={
                <div>
                  <Button
                    variant="default"
                    mt={8}
                    rightSection={<KeyHint keys={keymap['queue.next-account'].keys} />}
                    onClick={work.showNext}
                  >
                    Next account
                  </Button>
                </div>
              }
            />
            <DialPanel
              fieldRef={field}
              text={work.dialText}
              onText={(text) => showNumber(text, false)}
              verdict={work.verdict}
              reserved={work.reserved}
              belongsTo={work.isOnFile ? (work.account?.consumer.full_name ?? '') : 'Not on this account'}
              obstacle={work.obstacle}
              isDialling={work.dial.isPending}
              dialProblem={work.dial.isError ? problemOf(work.dial.error) : null}
              onDial={() => work.call(work.number)}
              override={
                work.verdict.data && work.number !== null ? (
                  <OverrideOffer
                    decision={work.verdict.data}
                    phoneNumber={work.number}
                    accountId={work.isOnFile ? work.accountId : null}
                    obstacle={work.obstacle}
                    onCall={(overrideId) => work.call(work.number, overrideId)}
                  />
                ) : null
              }
              tools={
                <DialTools
                  obstacle={work.obstacle}
                  onRedial={work.redial}
                  onNumber={(number) => showNumber(formatPhone(number))}
                />
              }
            />
          </PanelBoundary>
        )}
        {work.numberedCall ? (
          <PanelBoundary panel="Do not call">
            <BarredCallNews key={work.numberedCall.callId} call={work.numberedCall} isTalking={isTalking} />
          </PanelBoundary>
        ) : null}
        {work.stranger ? (
          <PanelBoundary panel="Unknown caller">
            <UnknownCaller
              key={work.stranger.callId}
              phoneNumber={work.stranger.remoteNumber}
              onOpen={(accountId) => openAccount(accountId)}
            />
          </PanelBoundary>
        ) : null}
        {work.refusal === null ? null : <RefusedNotice reason={work.refusal} />}
        {work.placed && work.refusal === null ? <ReservedNotice reserved={work.placed} isPlaced /> : null}
        {isTalking ? null : wrapUp}
        <PanelBoundary panel="Script">
          {isTalking || mayDial || work.wrapUp ? <ScriptPanel obligations={work.script} /> : null}
        </PanelBoundary>
        {isTalking ? wrapUp : null}
      </div>
    </div>
  );
}

/** Focuses the number field whenever somebody asked for it, also from before this screen was shown. */
function useDialFocus() {
  const field = useRef<HTMLInputElement>(null);
  const requests = useCockpit((state) => state.focusRequests);
  const answered = useRef(0);
  useEffect(() => {
    if (requests === answered.current) return;
    answered.current = requests;
    field.current?.focus();
    field.current?.select();
  }, [requests]);
  return field;
}
