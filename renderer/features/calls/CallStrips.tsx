import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconEar,
  IconInfoCircle,
  IconMoon,
  IconPhoneOff,
  IconPlayerPause,
  IconRecordMail,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { closingOf, curfewOf, usualEnds } from '../../../shared/domain/compliance/curfew.ts';
import { firstEnd } from '../../../shared/domain/compliance/hours-end.ts';
import { zonesOfPhoneNumber } from '../../../shared/domain/compliance/zones/area-codes.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { useSecond } from '../../platform/use-now.ts';
import { formatTime, zoneName } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import type { Tone } from '../../ui/StatusPill.tsx';
import { useBarredNews, useVerdict } from '../compliance/index.ts';
import { keymap } from '../shortcuts/index.ts';
import { supervisionWords, useSupervisors } from '../supervision/index.ts';
import { hasConsumerNumber, titleOf } from './call.model.ts';
import { openCallPanel } from './call-panels.ts';
import { useCallDecision } from './use-call-decision.ts';
import { useCallActions, useCalls } from './use-phone.ts';

/** What is special about the call right now, one sentence in each strip, with what can be done about it. */
export function CallStrips({ call }: { call: PhoneCall }) {
  const supervisors = useSupervisors();
  const { others } = useCalls();
  const incident = useFreshIncident(call);
  return (
    <>
      <Consultation />
      <Transfer call={call} />
      <MessageDrop call={call} />
      <CurfewStrip call={call} />
      {[call, ...others].filter(hasConsumerNumber).map((each) => (
        <BarredStrip key={each.callId} call={each} />
      ))}
      {call.isHeldByRemote ? (
        <Strip icon={<IconPlayerPause size={16} aria-hidden />}>They have put you on hold.</Strip>
      ) : null}
      {call.isReconnecting ? (
        <Strip tone="warn" icon={<IconAlertTriangle size={16} aria-hidden />}>
          Reconnecting; the call goes on.
        </Strip>
      ) : null}
      {call.trouble === null ? null : (
        <Strip tone="warn" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {call.trouble}
        </Strip>
      )}
      {incident === null || call.trouble !== null ? null : (
        <Strip icon={<IconInfoCircle size={16} aria-hidden />}>{incident}</Strip>
      )}
      {call.kind === 'supervision'
        ? null
        : supervisors.map(({ id, supervisor_name: name, mode }) => (
            <Strip key={id} tone="accent" icon={<IconEar size={16} aria-hidden />}>
              {name} {supervisionWords[mode].agentSees}.
            </Strip>
          ))}
    </>
  );
}

/**
 * The hour, when it gets too late where the consumer may be: by every place that the call's decision names, and while the server
 * cannot be asked for that, by the number.
 */
function CurfewStrip({ call }: { call: PhoneCall }) {
  const nowMs = useSecond();
  const decision = useCallDecision(call);
  if (call.kind !== 'consumer' || call.direction !== 'outbound' || call.endedAt !== null) return null;
  const startedAtMs = Date.parse(call.startedAt);
  const closing = decision
    ? closingOf(decision)
    : firstEnd(usualEnds(zonesOfPhoneNumber(call.remoteNumber), startedAtMs));
  const curfew = curfewOf(closing, startedAtMs, nowMs);
  if (curfew === null) return null;
  const time = `${formatTime(nowMs, curfew.zone)} ${zoneName(curfew.zone, nowMs)}`;
  const end = formatTime(curfew.endsAtMs, curfew.zone);
  return (
    <Strip tone={curfew.stage === 'over' ? 'stop' : 'warn'} icon={<IconMoon size={16} aria-hidden />}>
      <span role="status">
        {curfew.stage === 'over'
          ? `It is ${time} there, past ${end}: end the call, and tell nothing new about the debt.`
          : `It is ${time} there: end the call by ${end}.`}
      </span>
    </Strip>
  );
}

/** The number of a call went onto the do-not-call list while it goes on. */
function BarredStrip({ call }: { call: PhoneCall }) {
  const { data } = useVerdict(call.remoteNumber, call.accountId);
  const news = useBarredNews(call.remoteNumber, data);
  if (news === null) return null;
  return (
    <Strip tone="stop" icon={<IconPhoneOff size={16} aria-hidden />}>
      {news} Every further call to it is refused.
    </Strip>
  );
}

type StripProps = { tone?: Tone; icon: ReactNode; children: ReactNode; actions?: ReactNode };

const Strip = ({ tone = 'neutral', icon, children, actions }: StripProps) => (
  <div className={`call-strip tone-${tone}`}>
    {icon}
    <span className="call-strip-text">{children}</span>
    {actions === undefined ? null : <span className="call-line-actions">{actions}</span>}
  </div>
);

function Consultation() {
  const { consulting, mergeable, phone } = useCalls();
  const { completeTransfer, goBack, merge } = useCallActions();
  if (!consulting) return null;
  const { consultation, about } = consulting;
  const isAnswered = consultation.answeredAt !== null;
  return (
    <Strip
      tone="accent"
      icon={<IconArrowsExchange size={16} aria-hidden />}
      actions={
        <>
          <Button
            size="compact-sm"
            className="on-fill"
            disabled={!isAnswered || about.transfer?.state === 'asked'}
            rightSection={<KeyHint keys={keymap['call.complete'].keys} />}
            onClick={completeTransfer}
          >
            Complete transfer
          </Button>
          {phone?.services.canConference ? (
            <Button
              variant="default"
              size="compact-sm"
              disabled={!isAnswered || mergeable.length === 0}
              rightSection={<KeyHint keys={keymap['call.merge'].keys} />}
              onClick={merge}
            >
              Merge all
            </Button>
          ) : null}
          <Button
            variant="default"
            size="compact-sm"
            rightSection={<KeyHint keys={keymap['call.go-back'].keys} />}
            onClick={goBack}
          >
            Go back
          </Button>
        </>
      }
    >
      {isAnswered ? 'You consult' : 'Calling'} <strong>{titleOf(consultation)}</strong> about{' '}
      <strong>{titleOf(about)}</strong>, who waits on hold.
    </Strip>
  );
}

const transferWords: Readonly<Record<NonNullable<PhoneCall['transfer']>['kind'], string>> = {
  blind: 'Transferring to',
  attended: 'Connecting them with',
  conference: 'Bringing them into',
  park: 'Parking at',
};

function Transfer({ call }: { call: PhoneCall }) {
  const { others } = useCalls();
  // After a refusal the call is on hold here, perhaps below the consultation.
  const of = [call, ...others].find((each) => each.transfer !== null);
  if (!of?.transfer) return null;
  const { kind, targetName, state, sipStatus } = of.transfer;
  if (state === 'asked')
    return (
      <Strip tone="accent" icon={<IconArrowsExchange size={16} aria-hidden />}>
        {transferWords[kind]} {targetName}; the call stays here until that is confirmed.
      </Strip>
    );
  return (
    <Strip
      tone="stop"
      icon={<IconAlertTriangle size={16} aria-hidden />}
      actions={
        of.callId === call.callId ? (
          <Button variant="default" size="compact-sm" onClick={() => openCallPanel('transfer')}>
            Choose somebody else
          </Button>
        ) : undefined
      }
    >
      {targetName} did not take the call{sipStatus === null ? '' : ` (${String(sipStatus)})`}. {titleOf(of)} is on hold
      with you.
    </Strip>
  );
}

function MessageDrop({ call }: { call: PhoneCall }) {
  if (call.messageDrop === null) return null;
  return (
    <Strip
      tone="accent"
      icon={<IconRecordMail size={16} aria-hidden />}
      actions={
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => void commandPhone({ do: 'cancel-message-drop', callId: call.callId })}
        >
          Stop the message
        </Button>
      }
    >
      {call.messageDrop === 'waiting-for-beep'
        ? 'Listening for the beep; the message starts by itself.'
        : 'Your message is being left; the call ends after it.'}
    </Strip>
  );
}

const freshMs = 30_000;

/** The newest incident of the call while it is news. */
function useFreshIncident(call: PhoneCall): string | null {
  const newest = call.incidents.at(-1)?.sentence ?? null;
  const [oldNews, setOldNews] = useState<string | null>(null);
  const key = newest === null ? null : `${call.callId} ${String(call.incidents.length)} ${newest}`;
  useEffect(() => {
    if (key === null) return undefined;
    const timer = setTimeout(() => setOldNews(key), freshMs);
    return () => clearTimeout(timer);
  }, [key]);
  return key === oldNews ? null : newest;
}
