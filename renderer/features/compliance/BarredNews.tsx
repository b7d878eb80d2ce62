import { IconPhoneOff } from '@tabler/icons-react';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { Notice } from '../../ui/States.tsx';
import { useBarredNews } from './use-barred-news.ts';
import { useVerdict } from './use-verdict.ts';

/** Says so when the number on screen goes onto the do-not-call list while it is there. */
export function BarredNews({ phoneNumber, decision }: { phoneNumber: string; decision: Decision | undefined }) {
  return <BarredNotice text={useBarredNews(phoneNumber, decision)} />;
}

type Call = { remoteNumber: string; accountId: string | null };

/** The same of the number of a call, watched from the call on; while it goes on the call's own strip tells it. */
export function BarredCallNews({ call, isTalking }: { call: Call; isTalking: boolean }) {
  const { data } = useVerdict(call.remoteNumber, call.accountId);
  const text = useBarredNews(call.remoteNumber, data, !isTalking);
  return isTalking ? null : <BarredNotice text={text} />;
}

const BarredNotice = ({ text }: { text: string | null }) =>
  text === null ? null : (
    <Notice tone="stop" icon={<IconPhoneOff size={16} aria-hidden />} title={text}>
      Every further call to it is refused. Go on with another number or the next account.
    </Notice>
  );
