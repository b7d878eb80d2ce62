import { announce } from '../../platform/announcer.ts';
import { request } from '../../platform/bridge.ts';
import { formatPhone } from '../../ui/format.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

/** What consumers mostly say; the agent may put it in their own words. */
const usualReason = 'Asked on the phone not to be called at this number';

type Props = { phoneNumber: string | null; onClose: () => void; onSaved: (phoneNumber: string) => void };

/** The person asked not to be called at a number: barred for everybody, kept here first while the server is away. */
export function DoNotCallDialog({ phoneNumber, onClose, onSaved }: Props) {
  const save = async (reason: string) => {
    if (phoneNumber === null) return;
    await request('dnc:report', { phone_number: phoneNumber, reason, source: 'consumer' });
    announce(`${formatPhone(phoneNumber)} goes on the do-not-call list.`);
    onSaved(phoneNumber);
  };
  return (
    <ReasonDialog
      isOpen={phoneNumber !== null}
      title={phoneNumber === null ? '' : `Do not call ${formatPhone(phoneNumber)}?`}
      text="From now on every call to this number is refused, about any debt. Only compliance can take that back; two people, one of them from compliance, can allow a single call."
      label="What they said"
      usualReason={usualReason}
      action="Do not call"
      isStop
      cancel="Cancel"
      onSave={save}
      onClose={onClose}
    />
  );
}
