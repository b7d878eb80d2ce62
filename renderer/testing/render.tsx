/** Draws a component as a window would, with a fake bridge behind it. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { useCallPanels } from '../features/calls/call-panels.ts';
import { useDraftStore } from '../features/calls/draft-store.ts';
import { useSavedStore } from '../features/calls/saved-store.ts';
import { forgetMissedSeen } from '../features/calls/use-recent.ts';
import { useCockpit } from '../features/cockpit/cockpit-store.ts';
import { forgetAgentState } from '../features/live/use-agent-state.ts';
import { createQueryClient } from '../platform/query-client.ts';
import { theme } from '../ui/theme.ts';
import { createFakeBridge, type Scenario } from './fake-bridge.ts';

export function renderWindow(page: ReactNode, scenario: Scenario = {}) {
  const bridge = createFakeBridge(scenario);
  window.deskline = bridge;
  useDraftStore.setState({ drafts: {}, problem: null });
  useSavedStore.setState({ last: null });
  useCallPanels.setState({ open: null });
  forgetAgentState();
  forgetMissedSeen();
  useCockpit.setState({ accountId: null, dialText: '', focusRequests: 0, wantsNumberOf: null });
  const view = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={createQueryClient()}>{page}</QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, bridge, user: userEvent.setup() };
}
