import { IconPhoneOutgoing, IconRecordMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { HistoryRow } from '../../../shared/ipc/local-schemas.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { formatPhone } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/States.tsx';
import { CallerIdSelect } from '../settings/index.ts';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { ColleaguesButton, useInternalDial } from '../telephony/index.ts';

type Props = {
  /** Why nothing can be called now; null when something can. */
  obstacle: string | null;
  /** Places the call again, through the gate. */
  onRedial: (row: HistoryRow) => void;
  /** Shows a number in the dial field. */
  onNumber: (phoneNumber: string) => void;
};

/** The last number, somebody inside, one's own voicemail. */
export function DialTools({ obstacle, onRedial, onNumber }: Props) {
  const phone = usePhone();
  const last = useQuery({
    queryKey: ['last-dialled'],
    queryFn: async () => request('calls:get-last-dialled', null),
  });
  const voicemail = useInternalDial();
  const row = last.data ?? null;
  const canRedial = row !== null && obstacle === null;
  const hasVoicemail = phone?.services.hasVoicemail ?? false;
  const redial = (): void => {
    if (row) onRedial(row);
  };
  const listen = (): void => voicemail.mutate({ kind: 'voicemail' });
  useShortcut('dial.redial', redial, canRedial);
  useShortcut('dial.voicemail', listen, hasVoicemail && obstacle === null);
  useBridgeEvent('hotkeys:pressed', (action) => {
    if (action === 'redial' && canRedial) redial();
  });
  const news = phone?.voicemail?.newMessages ?? 0;
  return (
    <>
      <div className="dial-tools" role="group" aria-label="Other ways to call">
        <ActionButton
          label="Redial"
          {...(row ? { detail: row.remoteName ?? formatPhone(row.remoteNumber) } : {})}
          keys={keymap['dial.redial'].keys}
          isDisabled={!canRedial}
          icon={<IconPhoneOutgoing size={17} />}
          onClick={redial}
        />
        <ColleaguesButton isDisabled={obstacle !== null} onNumber={onNumber} />
        {hasVoicemail ? (
          <ActionButton
            label="Voicemail"
            {...(news > 0 ? { detail: `${String(news)} new` } : {})}
            keys={keymap['dial.voicemail'].keys}
            isDisabled={obstacle !== null}
            icon={<IconRecordMail size={17} className={news > 0 ? 'is-lit' : ''} />}
            onClick={listen}
          />
        ) : null}
      </div>
      <CallerIdSelect isCompact />
      {voicemail.isError ? <ProblemNotice problem={problemOf(voicemail.error)} /> : null}
    </>
  );
}
