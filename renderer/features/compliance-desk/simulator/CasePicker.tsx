import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { ComplianceCase } from '../../../../shared/domain/compliance/cases/case-file.ts';
import { evaluateCase } from '../../../../shared/domain/compliance/cases/evaluate-cases.ts';
import { useSliced } from './use-sliced.ts';

type Props = { cases: readonly ComplianceCase[]; index: number; onIndex: (index: number) => void };

/** The cases of a file and whether each is as it expects, as the command line says it. */
export function CasePicker({ cases, index, onIndex }: Props) {
  const tasks = useMemo(() => cases.map((each) => () => evaluateCase(each).mismatches.length === 0), [cases]);
  const { done, isComplete } = useSliced(tasks);
  const failed = done.filter((isExpected) => !isExpected).length;
  return (
    <Select
      label={
        isComplete
          ? `${cases.length} cases in this file, ${failed === 0 ? 'all as expected' : `${failed} not as expected`}`
          : `${cases.length} cases in this file, checking them`
      }
      searchable
      allowDeselect={false}
      data={cases.map(({ id, title }, each) => ({
        value: String(each),
        label: `${isComplete && done[each] === false ? '≠ ' : ''}${id}${title === '' ? '' : `: ${title}`}`,
      }))}
      value={String(index)}
      onChange={(value) => onIndex(Number(value ?? 0))}
    />
  );
}
