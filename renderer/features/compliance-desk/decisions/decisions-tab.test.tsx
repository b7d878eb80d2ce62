import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeDecisions } from '../../../testing/fake-receipts.ts';
import { renderWindow } from '../../../testing/render.tsx';
import { DecisionsTab } from './DecisionsTab.tsx';

it('marks in the list of decisions what is policy and what is law, and names the rule in words', async () => {
  const rows = fakeDecisions(40);
  renderWindow(<DecisionsTab given={{}} />);
  const list = within(await screen.findByRole('group', { name: 'Decisions' }));
  const shown = list.getAllByRole('button').filter((each) => each.getAttribute('aria-pressed') !== null);
  expect(shown).toHaveLength(rows.length);
  for (const [index, { reasons }] of rows.entries()) {
    const [reason] = reasons;
    const item = within(shown[index] ?? document.body);
    expect(item.queryByText('Your policy') !== null).toBe(reason?.is_policy === true);
    expect(item.queryByText('Law') !== null).toBe(reason?.is_policy === false);
    expect(shown[index]?.textContent).toContain(reason ? `${reason.title}: ${reason.reason}` : '');
  }
  expect(new Set(rows.map(({ reasons }) => reasons[0]?.is_policy))).toEqual(new Set([true, false, undefined]));
});
