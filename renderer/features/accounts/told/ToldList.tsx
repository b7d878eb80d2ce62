import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConsumerFact } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { announce } from '../../../platform/announcer.ts';
import { problemOf, request } from '../../../platform/bridge.ts';
import { formatDateTime } from '../../../ui/format.ts';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { LoadingState, ProblemState } from '../../../ui/States.tsx';
import { detailOf, placeOf, routeWords, titleOf } from './told-words.ts';
import { useToldFacts } from './use-told.ts';
import './told.css';

/** What the consumer told us, with date and source; what was taken back stays, struck through. */
export function ToldList({ accountId, mayTakeBack }: { accountId: string; mayTakeBack: boolean }) {
  const told = useToldFacts(accountId);
  if (told.isPending) return <LoadingState label="Loading what they told us" lines={2} />;
  if (told.isError && !told.data)
    return <ProblemState problem={problemOf(told.error)} onRetry={() => void told.refetch()} />;
  const { facts } = told.data;
  if (facts.length === 0) return <p className="account-none muted">Nothing that binds us.</p>;
  return <FactRows accountId={accountId} facts={facts} mayTakeBack={mayTakeBack} />;
}

type RowsProps = {
  accountId: string;
  facts: readonly ConsumerFact[];
  mayTakeBack: boolean;
  /** The heading above says which number, address or debt it is. */
  isPlaced?: boolean;
};

/** Facts one below the other, each with who recorded it, and the question why one is taken back. */
export function FactRows({ accountId, facts, mayTakeBack, isPlaced = false }: RowsProps) {
  const [going, setGoing] = useState<ConsumerFact | null>(null);
  const queries = useQueryClient();
  return (
    <>
      <ul className="told-list">
        {facts.map((fact) => (
          <li key={fact.id} className={fact.taken_back === null ? '' : 'is-taken-back'}>
            <span className="told-what">
              <strong>{titleOf(fact)}</strong>{' '}
              {[isPlaced ? '' : placeOf(fact), detailOf(fact)].filter((part) => part !== '').join(', ')}
            </span>
            {mayTakeBack && fact.taken_back === null ? (
              <Button variant="default" size="compact-xs" onClick={() => setGoing(fact)}>
                Take back
              </Button>
            ) : null}
            <span className="muted told-source">
              {formatDateTime(fact.received_at)} {routeWords[fact.received_by]}, recorded by {fact.recorded_by_name}
              {fact.note === '' ? '' : `: ${fact.note}`}
              {fact.taken_back === null
                ? ''
                : `. Taken back ${formatDateTime(fact.taken_back.at)} by ${fact.taken_back.by_name}: ${fact.taken_back.reason}`}
            </span>
          </li>
        ))}
      </ul>
      <ReasonDialog
        isOpen={going !== null}
        title={going === null ? '' : `Take back “${titleOf(going)}”?`}
        text="Calls and messages are judged anew without it, at once. It stays on file with your reason."
        label="Why it does not hold"
        action="Take it back"
        isStop
        onSave={async (reason) => {
          if (going === null) return;
          await request('consumer-facts:take-back', { id: going.id, reason });
          await queries.invalidateQueries({ queryKey: ['consumer-facts', accountId] });
          announce('Taken back.');
        }}
        onClose={() => setGoing(null)}
      />
    </>
  );
}
