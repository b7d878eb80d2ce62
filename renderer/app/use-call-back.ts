import { useNavigate } from '@tanstack/react-router';
import type { HistoryRow } from '../../shared/ipc/local-schemas.ts';
import { showCallee } from '../features/cockpit/index.ts';
import { useColleagueDial } from '../features/telephony/index.ts';

type Callee = Pick<HistoryRow, 'kind' | 'remoteNumber' | 'accountId'>;

/** Calls somebody back: a colleague at once; everybody else is shown with the verdict, and Ctrl+Enter calls. */
export function useCallBack() {
  const navigate = useNavigate();
  const dialColleague = useColleagueDial();
  return ({ kind, remoteNumber, accountId }: Callee): void => {
    if (kind === 'colleague') {
      dialColleague(remoteNumber);
      return;
    }
    showCallee(remoteNumber, accountId);
    void navigate({ to: '/cockpit' });
  };
}
