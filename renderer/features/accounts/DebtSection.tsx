import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountDetail } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { formatCalendarDate } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Money } from '../../ui/Money.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { DisputeDialog } from '../disputes/index.ts';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { statusWords } from './account-words.ts';
import type { ConsumerCall } from './told/told-about.ts';

type Props = {
  account: AccountDetail;
  /** Of whom it is when something is disputed now: the person of the call; null until that account has been read. */
  disputing: AccountDetail | null;
  isSomebodyElse: boolean;
  /** When the account of the call could not be had (offline, and not kept here): asks for it once more. */
  onReadAgain: (() => void) | null;
  call: ConsumerCall | null;
};

/** A dispute that is being taken in: whom it is about, and in which call it was said, stay as they were when it was begun. */
type Begun = { account: AccountDetail; callId: string | null };

/** The debts, and the key by which a dispute is taken in. */
export function DebtSection({ account, disputing, isSomebodyElse, onReadAgain, call }: Props) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [isOpen, setOpen] = useState(false);
  /** Taken in here and perhaps not at the server yet. */
  const [isFiled, setFiled] = useState(false);
  const canDispute = disputing !== null && disputing.debts.length > 0;
  const begin = (): void => {
    if (disputing === null) return;
    setBegun({ account: disputing, callId: call?.accountId === disputing.id ? call.callId : null });
    setOpen(true);
  };
  useShortcut('account.dispute', begin, canDispute);
  return (
    <>
      <div className="account-heading">
        <h3>Debts</h3>
        {isFiled ? <StatusPill tone="stop">Dispute taken in</StatusPill> : null}
        {canDispute ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            rightSection={<KeyHint keys={keymap['account.dispute'].keys} />}
            onClick={begin}
          >
            {isSomebodyElse ? `${disputing.consumer.full_name} disputes it` : 'They dispute it'}
          </Button>
        ) : null}
        {disputing === null && onReadAgain !== null ? (
          <Button size="compact-xs" variant="default" onClick={onReadAgain}>
            Read it again
          </Button>
        ) : null}
      </div>
      {disputing === null ? (
        <p className="account-none muted" role="status">
          {onReadAgain === null
            ? 'Reading the account of the call.'
            : 'The account of the call cannot be read, so no dispute of theirs can be taken in yet.'}
        </p>
      ) : null}
      <DebtTable account={account} />
      {begun === null ? null : (
        <DisputeDialog
          isOpen={isOpen}
          account={begun.account}
          callId={begun.callId}
          onClose={() => setOpen(false)}
          onSaved={() => {
            if (begun.account.id === account.id) setFiled(true);
          }}
        />
      )}
    </>
  );
}

const DebtTable = ({ account }: { account: AccountDetail }) => (
  <table className="table compact">
    <thead>
      <tr>
        <th scope="col">Debt</th>
        <th scope="col">Status</th>
        <th scope="col" className="end">
          Principal
        </th>
        <th scope="col" className="end">
          Balance
        </th>
      </tr>
    </thead>
    <tbody>
      {account.debts.map((debt) => (
        <tr key={debt.id}>
          <td>
            <strong>{debt.current_creditor}</strong>
            <div className="muted">
              {debt.reference}
              {debt.original_creditor === debt.current_creditor ? '' : `, first ${debt.original_creditor}`}
              {debt.itemization_on === null ? '' : `, itemized ${formatCalendarDate(debt.itemization_on)}`}
            </div>
          </td>
          <td>
            <StatusPill tone={statusWords[debt.status].tone}>{statusWords[debt.status].label}</StatusPill>
          </td>
          <td className="end">
            <Money cents={debt.principal_cents} />
          </td>
          <td className="end">
            <strong>
              <Money cents={debt.balance_cents} />
            </strong>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
