import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconInfoCircle, IconMapPin, IconUserSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccountDetail } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { Permission } from '../../../shared/domain/access/permissions.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useSignInState } from '../../platform/snapshot-store.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Money } from '../../ui/Money.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState, StaleMark } from '../../ui/States.tsx';
import { keymap } from '../shortcuts/index.ts';
import { languageName, statusWords } from './account-words.ts';
import { DebtSection } from './DebtSection.tsx';
import { NumberList } from './NumberList.tsx';
import { Timeline } from './Timeline.tsx';
import { aboutOf, type ConsumerCall } from './told/told-about.ts';
import { ToldList } from './told/ToldList.tsx';
import { ToldMenu } from './told/ToldMenu.tsx';
import { useAccount } from './use-queue.ts';
import './account-card.css';

type Props = {
  accountId: string | null;
  /** The call with a consumer, of this account or not, that is up or not wrapped up. */
  call: ConsumerCall | null;
  /** The number standing in the dial field, marked in the list. */
  chosenNumber: string | null;
  dialObstacle: string | null;
  onChoose: (phoneNumber: string) => void;
  onDial: (phoneNumber: string) => void;
  onNext: () => void;
};

/** Everything about the account that is open: who, how much, how to reach them, what happened. */
export function AccountCard({ accountId, call, onNext, ...dialling }: Props) {
  const account = useAccount(accountId);
  const callAccount = useAccount(call?.accountId ?? null);
  const ofCall = callAccount.data?.account ?? null;
  const may = useMay();
  if (accountId === null)
    return (
      <section className="panel account-card" aria-label="Account">
        <EmptyState
          icon={<IconUserSearch size={20} />}
          title="No account is open"
          text={
            <>
              Choose one from the queue, find one with <KeyHint keys={keymap['palette.open'].keys} />, or type a number
              to call.
            </>
          }
          actions={
            <Button
              variant="default"
              onClick={onNext}
              rightSection={<KeyHint keys={keymap['queue.next-account'].keys} />}
            >
              Open the next callable account
            </Button>
          }
        />
      </section>
    );
  if (account.isPending)
    return (
      <section className="panel account-card" aria-label="Account">
        <LoadingState label="Loading the account" lines={10} />
      </section>
    );
  if (account.isError && !account.data)
    return (
      <section className="panel account-card" aria-label="Account">
        <ProblemState problem={problemOf(account.error)} onRetry={() => void account.refetch()} />
      </section>
    );
  const { account: detail, isStale, asOf } = account.data;
  const about = aboutOf(detail, call, ofCall);
  return (
    <section className="panel account-card" aria-labelledby="account-name">
      <AccountHead
        account={detail}
        staleAsOf={isStale ? asOf : null}
        menu={
          may('consumer-fact.record') ? (
            // When it is about somebody else from now on, what was being typed is gone.
            <ToldMenu key={about.accountId} about={about} />
          ) : null
        }
      />
      <ScrollRegion className="account-body" label="Account details">
        <div className="account-main">
          <h3>Numbers</h3>
          <NumberList account={detail} {...dialling} />
          <h3>What they told us</h3>
          <ToldList key={detail.id} accountId={detail.id} mayTakeBack={may('consumer-fact.take-back')} />
          <DebtSection
            key={`${detail.id} debts`}
            account={detail}
            disputing={about.notMeant === null ? detail : ofCall}
            isSomebodyElse={about.notMeant !== null}
            onReadAgain={callAccount.isError ? () => void callAccount.refetch() : null}
            call={call}
          />
          <h3>Addresses</h3>
          <Addresses account={detail} />
        </div>
        <div className="account-side">
          <h3>History</h3>
          <Timeline entries={detail.timeline} />
        </div>
      </ScrollRegion>
    </section>
  );
}

/** What the person at this window may do. */
function useMay() {
  const signIn = useSignInState();
  return (permission: Permission): boolean =>
    signIn?.state === 'signed-in' && signIn.me.permissions.includes(permission);
}

const flagIcons = { info: IconInfoCircle, warning: IconAlertTriangle, stop: IconBan };
const flagTones = { info: 'neutral', warning: 'warn', stop: 'stop' } as const;

type HeadProps = { account: AccountDetail; staleAsOf: string | null; menu: ReactNode };

function AccountHead({ account, staleAsOf, menu }: HeadProps) {
  const { label, tone } = statusWords[account.status];
  const creditors = [...new Set(account.debts.map((debt) => debt.current_creditor))];
  return (
    <header className="account-head">
      <div className="account-title">
        <h2 id="account-name">{account.consumer.full_name}</h2>
        <p className="account-sub">
          <span className="mono">{account.reference}</span> <StatusPill tone={tone}>{label}</StatusPill>
          <span className="truncate">{creditors.join(', ')}</span>
          <span>Speaks {languageName(account.consumer.preferred_language)}</span>
          {staleAsOf === null ? null : <StaleMark asOf={staleAsOf} />}
        </p>
      </div>
      <p className="account-balance">
        <Money cents={account.balance_cents} />
        <span>Balance</span>
      </p>
      {menu}
      {account.flags.length > 0 ? (
        <ul className="account-flags">
          {account.flags.map(({ code, label: text, severity }) => {
            const Icon = flagIcons[severity];
            return (
              <li key={code}>
                <StatusPill tone={flagTones[severity]}>
                  <Icon size={13} aria-hidden /> {text}
                </StatusPill>
              </li>
            );
          })}
        </ul>
      ) : null}
    </header>
  );
}

const Addresses = ({ account }: { account: AccountDetail }) =>
  account.consumer.addresses.length === 0 ? (
    <p className="account-none muted">No address on file.</p>
  ) : (
    <ul className="account-addresses">
      {account.consumer.addresses.map((address) => (
        <li key={`${address.lines}${address.postal_code}`}>
          <IconMapPin size={15} aria-hidden />
          <span>
            {address.lines}, {address.city}, {address.region} {address.postal_code}
          </span>
        </li>
      ))}
    </ul>
  );
