import { act, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ago, fakeCall } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CockpitPage } from '../cockpit/index.ts';

it('takes a key that is pressed while what was typed before a crash is still being read', async () => {
  const { user, bridge } = renderWindow(<CockpitPage />, { calls: [] });
  await screen.findAllByRole('option');
  const read = Promise.withResolvers<void>();
  const invoke = bridge.invoke.bind(bridge);
  const asked = vi.spyOn(bridge, 'invoke').mockImplementation(async (channel, request) => {
    if (channel === 'calls:get-draft') await read.promise;
    return invoke(channel, request);
  });
  act(() => bridge.showCalls([fakeCall({ state: 'ended', endedAt: ago(0.2), endReason: 'They hung up' })]));
  await waitFor(() => expect(asked).toHaveBeenCalledWith('calls:get-draft', expect.anything()));
  expect(screen.queryByLabelText('Notes')).toBeNull();
  await user.keyboard('6');
  read.resolve();
  const busy = await screen.findByRole('button', { name: 'Busy' });
  await waitFor(() => expect(busy.getAttribute('aria-pressed')).toBe('true'));
});
