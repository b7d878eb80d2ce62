import { Button } from '@mantine/core';
import { IconBriefcase, IconDeviceMobile, IconHome, IconPhone, IconPhoneOff, IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountDetail, ConsumerPhone } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { formatPhone } from '../../ui/format.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { callPressOn, useVerdict } from '../compliance/index.ts';
import { phoneKindWords } from './account-words.ts';
import { DoNotCallDialog } from './DoNotCallDialog.tsx';

const kindIcons = { mobile: IconDeviceMobile, home: IconHome, work: IconBriefcase, unknown: IconPhone };

type Props = {
  account: AccountDetail;
  chosenNumber: string | null;
  /** Why no number can be dialled now (phone, microphone, another call); null when one can. */
  dialObstacle: string | null;
  onChoose: (phoneNumber: string) => void;
  onDial: (phoneNumber: string) => void;
};

/** The consumer's numbers and those of their attorneys, each with the time it is there, its verdict and a call button. */
export function NumberList({ account, ...rest }: Props) {
  const [barring, setBarring] = useState<string | null>(null);
  /** Reported here and perhaps not at the server yet: not to be called either way. */
  const [reported, setReported] = useState<readonly string[]>([]);
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'dnc-changed' && event.is_listed === false)
      setReported((before) => before.filter((each) => each !== event.phone_number));
  });
  const { phone_numbers: numbers, attorneys } = account.consumer;
  if (numbers.length + attorneys.length === 0) return <p className="account-none muted">No number on file.</p>;
  return (
    <>
      <ul className="numbers">
        {numbers.map((phone) => (
          <NumberRow
            key={phone.id}
            phone={phone}
            accountId={account.id}
            isReported={reported.includes(phone.phone_number)}
            onBar={setBarring}
            {...rest}
          />
        ))}
        {attorneys.map(({ name, ...phone }) => (
          <NumberRow
            key={phone.phone_number}
            phone={phone}
            attorney={name ?? 'no name given'}
            accountId={account.id}
            isReported={reported.includes(phone.phone_number)}
            onBar={setBarring}
            {...rest}
          />
        ))}
      </ul>
      <DoNotCallDialog
        phoneNumber={barring}
        onClose={() => setBarring(null)}
        onSaved={(phoneNumber) => setReported((before) => [...before, phoneNumber])}
      />
    </>
  );
}

type RowProps = Omit<Props, 'account'> & {
  phone: Omit<ConsumerPhone, 'id'>;
  /** Whose number it is, when it is no number of the consumer. */
  attorney?: string;
  accountId: string;
  /** Barred here a moment ago: the server may not know of it yet, and would allow the call. */
  isReported: boolean;
  onBar: (phoneNumber: string) => void;
};

function NumberRow({ phone, attorney, accountId, isReported, chosenNumber, dialObstacle, ...on }: RowProps) {
  const { onChoose, onDial, onBar } = on;
  const isBarred = phone.is_on_dnc || isReported;
  const isUsable = phone.status === 'active';
  const asked = useVerdict(isUsable ? phone.phone_number : null, accountId);
  // An answer from before the server went away answers nothing now.
  const verdict = asked.isError ? null : (asked.data?.verdict ?? null);
  const press = asked.isError || !asked.data ? null : callPressOn(asked.data);
  const canDial = press === 'call' && dialObstacle === null && !isBarred;
  const canRecord = press === 'record-refusal' && dialObstacle === null && !isReported;
  const isChosen = phone.phone_number === chosenNumber;
  const Icon = attorney === undefined ? kindIcons[phone.kind] : IconScale;
  const whose = attorney === undefined ? phoneKindWords[phone.kind] : `Attorney: ${attorney}`;
  const number = formatPhone(phone.phone_number);
  return (
    <li className={isChosen ? 'is-chosen' : ''}>
      <Icon size={17} aria-hidden />
      <span className="number-main">
        <button
          type="button"
          className="plain-button figure"
          aria-pressed={isChosen}
          aria-label={`Show the verdict for ${number}`}
          onClick={() => onChoose(phone.phone_number)}
        >
          {number}
        </button>
        <span className="muted">{whose}</span>
      </span>
      <span className="number-time">
        <LocalTime zones={phone.zones} />
      </span>
      <span className="number-marks">
        {phone.status === 'wrong' ? <StatusPill tone="stop">Wrong number</StatusPill> : null}
        {phone.status === 'disconnected' ? <StatusPill>Disconnected</StatusPill> : null}
        {isBarred && verdict !== 'block' ? <StatusPill tone="stop">Do not call</StatusPill> : null}
        {verdict === null ? null : <VerdictBadge verdict={verdict} />}
        {phone.practice_scenario === null ? null : <StatusPill isOutline>{phone.practice_scenario}</StatusPill>}
      </span>
      {isBarred ? (
        <span />
      ) : (
        <IconAction label={`Do not call ${number} any more`} onClick={() => onBar(phone.phone_number)}>
          <IconPhoneOff size={15} />
        </IconAction>
      )}
      <Button
        variant={!canDial ? 'default' : isChosen ? 'filled' : 'light'}
        disabled={!canDial && !canRecord}
        className={canRecord ? 'number-refused' : undefined}
        title={canRecord ? 'Refused. Press to put that on record, with the reasons.' : undefined}
        leftSection={<IconPhone size={14} aria-hidden />}
        aria-label={`Call ${number}, ${whose}`}
        onClick={() => onDial(phone.phone_number)}
      >
        Call
      </Button>
    </li>
  );
}
