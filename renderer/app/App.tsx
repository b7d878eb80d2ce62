import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { forgetMissedSeen, forgetSaved } from '../features/calls/index.ts';
import { clearDesk } from '../features/cockpit/index.ts';
import { RestoringScreen, SignInScreen } from '../features/auth/index.ts';
import { PanelBoundary } from '../features/feedback/index.ts';
import { forgetAgentState } from '../features/live/index.ts';
import { useSignInState } from '../platform/snapshot-store.ts';
import { createAppRouter } from './router.tsx';
import { MeContext } from './me.ts';

export type Home = 'agent' | 'supervisor';

/** A window with a shell: signed out it shows the door, signed in the screens of the person's role. */
export function App({ home }: { home: Home }) {
  const signIn = useSignInState();
  const queries = useQueryClient();
  const personId = signIn?.state === 'signed-in' ? signIn.me.id : null;
  const router = useMemo(() => createAppRouter(home), [home]);
  useEffect(() => {
    if (personId === null) return undefined;
    // Nothing of one person may be shown to the next.
    return () => {
      queries.clear();
      clearDesk();
      forgetSaved();
      forgetMissedSeen();
      forgetAgentState();
      void router.navigate({ to: '/', replace: true });
    };
  }, [personId, queries, router]);
  if (signIn === null || signIn.state === 'restoring') return <RestoringScreen />;
  if (signIn.state === 'signed-out') return <SignInScreen endedBy={signIn.reason} />;
  return (
    <MeContext value={signIn}>
      <PanelBoundary panel="Deskline">
        <RouterProvider router={router} />
      </PanelBoundary>
    </MeContext>
  );
}
