import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../../../testing/render.tsx';
import { ToldTab } from './ToldTab.tsx';

const all = () => true;
const find = async (user: ReturnType<typeof renderWindow>['user']) => {
  await user.type(screen.getByRole('textbox', { name: 'Name, account or number' }), 'Marcus');
  await screen.findByRole('heading', { name: /Marcus Whitfield/ });
};

describe('what consumers told us, on the desk', () => {
  it('is found by the account, and taken back with a reason', async () => {
    const { user, bridge } = renderWindow(<ToldTab may={all} />);
    await find(user);
    await user.click((await screen.findAllByRole('button', { name: 'Take back' }))[0] ?? document.body);
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox'), 'It was another person');
    await user.click(within(dialog).getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:take-back')).toMatchObject([{ reason: 'It was another person' }]),
    );
  });

  it('is recorded by whoever may, and a dispute from the mail is taken in', async () => {
    const { user, bridge } = renderWindow(<ToldTab may={all} />);
    await find(user);
    expect(await screen.findByRole('button', { name: /^They said/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'They dispute a debt' }));
    await user.click(await screen.findByText('By letter'));
    await user.click(screen.getByRole('button', { name: 'Take it in' }));
    await waitFor(() => expect(bridge.requestsTo('disputes:file')).toMatchObject([{ form: 'written', call_id: null }]));
  });

  it('stands in groups: the consumer, each debt, each number and address, with what was taken back last', async () => {
    const { user } = renderWindow(<ToldTab may={all} />, { told: 'many' });
    await find(user);
    const region = await screen.findByRole('group', { name: 'What we know' });
    expect(
      within(region)
        .getAllByRole('region')
        .map((each) => each.getAttribute('aria-label')),
    ).toEqual([
      'The consumer',
      expect.stringMatching(/^Debt /),
      expect.stringMatching(/^\(\d{3}\) 555-01/),
      'marcus.whitfield@gmail.com',
    ]);
    const consumer = within(within(region).getByRole('region', { name: 'The consumer' })).getAllByRole('listitem');
    expect(consumer.at(-1)?.textContent).toMatch(/Bankruptcy.*Taken back/);
    // It states November 27, two days after the end that the rule computes.
    expect(within(region).getByText(/by letter, period ends Nov 27, 2026/)).toBeTruthy();
  });

  it('is nothing, or cannot be read, in words', async () => {
    const { user, unmount } = renderWindow(<ToldTab may={all} />, { told: 'none' });
    await find(user);
    expect(await screen.findByText('Nothing is recorded about this consumer')).toBeTruthy();
    unmount();
    const denied = renderWindow(<ToldTab may={all} />, { failing: { 'consumer-facts:list': 'permission/denied' } });
    await find(denied.user);
    expect(await screen.findByText('This is not part of your role')).toBeTruthy();
  });

  it('is only read by an auditor', async () => {
    const { user } = renderWindow(<ToldTab may={(permission) => permission === 'account.read'} />);
    await find(user);
    expect(screen.queryByRole('button', { name: /They said|They dispute|Take back|Record/ })).toBeNull();
  });
});
