import { Button, Select, TextInput } from '@mantine/core';
import { verdicts } from '../../../../shared/contracts/compliance/decision.ts';
import { receiptVerdicts } from '../../../../shared/contracts/compliance/receipt-words.ts';
import { notableOutcomes } from '../../../../shared/domain/compliance/decision-outcomes.ts';
import { zoneText } from '../../../../shared/domain/compliance/local-time.ts';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import { outcomeWords } from '../outcome-words.ts';
import { type DecisionSearch, emptySearch, isEmptySearch, queryOf } from './decisions.model.ts';

const rules = [
  ...new Map(allPacks.flatMap((pack) => pack.rules).map(({ id, title }) => [id, `${id} ${title}`])).entries(),
].map(([value, label]) => ({ value, label }));

type Props = {
  search: DecisionSearch;
  /** Names by id, of those whose decisions were seen. */
  agents: ReadonlyMap<string, string>;
  onSearch: (search: DecisionSearch) => void;
};

/** By number, day, verdict, rule and agent; each narrows what the others found. */
export function DecisionSearchForm({ search, agents, onSearch }: Props) {
  const change = (part: Partial<DecisionSearch>): void => onSearch({ ...search, ...part });
  return (
    <search className="decision-search" aria-label="Find decisions">
      <TextInput
        label="Number"
        placeholder="(212) 555-0123"
        value={search.number}
        error={queryOf(search) === undefined ? 'Not a whole telephone number yet' : undefined}
        onChange={(event) => change({ number: event.currentTarget.value })}
      />
      <Select
        label="Decided"
        placeholder="Anything"
        clearable
        data={verdicts.map((value) => ({ value, label: receiptVerdicts[value] }))}
        value={search.verdict}
        onChange={(value) => change({ verdict: verdicts.find((each) => each === value) ?? null })}
      />
      <TextInput
        label="From"
        type="date"
        value={search.fromDay}
        onChange={(event) => change({ fromDay: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        type="date"
        value={search.toDay}
        onChange={(event) => change({ toDay: event.currentTarget.value })}
      />
      <Select
        label="Rule against it"
        placeholder="Any"
        clearable
        searchable
        data={rules}
        value={search.ruleId}
        onChange={(ruleId) => change({ ruleId })}
      />
      <Select
        label="Agent"
        placeholder="Anybody"
        clearable
        searchable
        data={[...agents].map(([value, label]) => ({ value, label }))}
        value={search.agentId}
        onChange={(agentId) => change({ agentId })}
      />
      <Select
        label="Counted as"
        placeholder="Anything"
        clearable
        className="decision-outcome"
        data={notableOutcomes.map((value) => ({ value, label: outcomeWords[value] }))}
        value={search.outcome}
        onChange={(value) => change({ outcome: notableOutcomes.find((each) => each === value) ?? null })}
      />
      {isEmptySearch(search) ? null : (
        <p className="decision-search-foot">
          <span>
            {search.account === null ? '' : `Account ${search.account.reference} only. `}
            {search.zone === null ? '' : `Days of ${zoneText(search.zone)}.`}
          </span>
          <Button variant="subtle" size="compact-sm" onClick={() => onSearch(emptySearch)}>
            Search everything again
          </Button>
        </p>
      )}
    </search>
  );
}
