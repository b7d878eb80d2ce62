import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { InternalTarget } from '../../../shared/ipc/ipc-map.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatPhone, parseDialled } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import type { PickItem } from '../../ui/PickList.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { emergencyNumberIn, useEmergencyDial } from '../emergency/index.ts';
import { DirectoryList, type DirectoryPick } from '../telephony/index.ts';
import { titleOf } from './call.model.ts';

type Props = { call: PhoneCall; onDone: () => void };

/**
 * Where the call goes: colleagues and queues with what they do now, or an outside number. Enter consults first; Shift+Enter
 * hands the call over at once, which the telephone system allows inside the house only.
 */
export function TransferPanel({ call, onDone }: Props) {
  const [query, setQuery] = useState('');
  const emergency = useEmergencyDial();
  const consult = useConsult(call.callId, onDone);
  const blind = useMutation({
    mutationFn: async (target: InternalTarget) => request('calls:transfer', { callId: call.callId, target }),
    onSuccess: () => {
      announce('Transferring');
      onDone();
    },
  });
  const pick = ({ target, phoneNumber }: DirectoryPick, isShifted: boolean): void => {
    if (consult.isPending || blind.isPending) return;
    if (target && isShifted) blind.mutate(target);
    else if (target) consult.mutate({ target });
    else if (phoneNumber !== null) consult.mutate({ phoneNumber });
  };
  const emergencyNumber = emergencyNumberIn(query);
  const failed = consult.isError ? consult.error : blind.isError ? blind.error : emergency.error;
  return (
    <>
      <DirectoryList
        label={`Transfer ${titleOf(call)} to`}
        placeholder="Transfer to: name, role, queue or number"
        query={query}
        onQuery={setQuery}
        extra={emergencyNumber === null ? outsideItem(query) : emergencyItem(emergencyNumber)}
        onPick={(picked, isShifted) => {
          if (emergencyNumber !== null) emergency.mutate(emergencyNumber, { onSuccess: onDone });
          else pick(picked, isShifted);
        }}
        footer={
          <p className="pick-foot">
            <span>
              <KeyHint keys="enter" /> consult first
            </span>
            <span>
              <KeyHint keys="shift+enter" /> hand over at once
            </span>
          </p>
        }
      />
      {failed ? (
        <div className="pick-problem">
          <ProblemNotice problem={problemOf(failed)} />
        </div>
      ) : null}
    </>
  );
}

/** An outside number has no permit of its own in a REFER: it can be consulted through the gate, not handed over blindly. */
function outsideItem(query: string): PickItem | null {
  const number = parseDialled(query);
  return number === null
    ? null
    : {
        id: `number:${number}`,
        group: 'Outside',
        title: formatPhone(number),
        note: 'Consult through the compliance check; it cannot be handed over blindly',
      };
}

const emergencyItem = (number: string): PickItem => ({
  id: `emergency:${number}`,
  group: 'Emergency',
  title: number === '911' ? 'Call 911 now' : 'Test call to 933',
  note: 'Placed at once; your other call waits on hold',
});

function useConsult(callId: string, onDone: () => void) {
  return useMutation({
    mutationFn: async (to: { target: InternalTarget } | { phoneNumber: string }) => {
      const common = { consultationFor: callId, clickedAtMs: systemClock.now() };
      if ('target' in to) await request('calls:dial-internal', { target: to.target, ...common });
      else await request('calls:dial', { phoneNumber: to.phoneNumber, accountId: null, remoteName: null, ...common });
    },
    onSuccess: onDone,
  });
}
