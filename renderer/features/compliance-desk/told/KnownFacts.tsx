import { IconNotes } from '@tabler/icons-react';
import type { AccountDetail } from '../../../../shared/contracts/accounts/accounts.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { FactRows, useToldFacts } from '../../accounts/index.ts';
import { groupsOf } from './known.model.ts';

type Props = { account: AccountDetail; mayTakeBack: boolean };

/** What we know of a consumer that rules go by: of them, of each debt, each number and each address. */
export function KnownFacts({ account, mayTakeBack }: Props) {
  const told = useToldFacts(account.id);
  if (told.isPending) return <LoadingState label="Loading what we know" lines={6} />;
  if (!told.data) return <ProblemState problem={problemOf(told.error)} onRetry={() => void told.refetch()} />;
  const groups = groupsOf(account, told.data.facts);
  if (groups.length === 0)
    return (
      <EmptyState
        icon={<IconNotes size={20} />}
        title="Nothing is recorded about this consumer"
        text="What they said, what came by mail and what you looked up stands here, and binds every call and message from then on."
      />
    );
  return groups.map(({ key, title, note, facts }) => (
    <section key={key} className="known-group" aria-label={title}>
      <h3>
        {title} <span className="muted">{note}</span>
      </h3>
      <FactRows accountId={account.id} facts={facts} mayTakeBack={mayTakeBack} isPlaced />
    </section>
  ));
}
