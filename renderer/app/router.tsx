import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  useNavigate,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AccountsPage } from '../features/accounts/index.ts';
import { AuditPage } from '../features/audit/index.ts';
import { CallHistoryPage } from '../features/calls/index.ts';
import { CockpitPage, openAccount } from '../features/cockpit/index.ts';
import { PanelBoundary } from '../features/feedback/index.ts';
import { FloorPage } from '../features/live/index.ts';
import { OrganizationPage } from '../features/organizations/index.ts';
import { OutboxPage } from '../features/outbox/index.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { CheckOutPage, MessagesPage } from '../features/telephony/index.ts';
import { ComplianceDeskPage, deskSearchOf } from '../features/compliance-desk/index.ts';
import { DeniedState } from '../ui/States.tsx';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { homeScreen, screenOf, type ScreenId } from './screens.ts';
import { Shell } from './Shell.tsx';
import { useCallBack } from './use-call-back.ts';

/** Shows a screen to those who may see it, and says so to the others. */
function Screen({ id, children }: { id: ScreenId; children: ReactNode }) {
  const { may } = useMe();
  const { permission, label } = screenOf(id);
  if (permission !== null && !may(permission))
    return (
      <section className="panel page-panel" aria-label={label}>
        <h1 className="visually-hidden">{label}</h1>
        <DeniedState what={label} />
      </section>
    );
  return (
    <PanelBoundary panel={label}>
      <h1 className="visually-hidden">{label}</h1>
      {children}
    </PanelBoundary>
  );
}

function Accounts() {
  const navigate = useNavigate();
  const { may } = useMe();
  const open = (accountId: string): void => {
    openAccount(accountId);
    void navigate({ to: '/cockpit' });
  };
  return <AccountsPage onOpen={may('queue.read') ? (row) => open(row.id) : null} />;
}

function Calls() {
  const navigate = useNavigate();
  const { may } = useMe();
  const callBack = useCallBack();
  const open = (accountId: string): void => {
    openAccount(accountId);
    void navigate({ to: '/cockpit' });
  };
  return (
    <CallHistoryPage
      canSeeAll={may('call.read-all')}
      onOpenAccount={may('queue.read') ? open : null}
      onCallBack={may('call.place') ? callBack : null}
    />
  );
}

function ComplianceDesk() {
  const navigate = useNavigate();
  const { may } = useMe();
  const { tab = null } = useParams({ strict: false });
  const search: unknown = useSearch({ strict: false });
  return (
    <ComplianceDeskPage
      may={may}
      tab={tab}
      search={deskSearchOf(search)}
      onTab={(next, given) => void navigate({ to: '/compliance/$tab', params: { tab: next }, search: given })}
    />
  );
}

function Start({ home }: { home: Home }) {
  const { me } = useMe();
  return <Navigate to={homeScreen(me.permissions, home).path} replace />;
}

const inScreen = (id: ScreenId, page: ReactNode) => () => <Screen id={id}>{page}</Screen>;

/** The routes of a window, on the hash, so that `app://` needs no server that rewrites paths. */
export function createAppRouter(home: Home) {
  const root = createRootRoute({
    component: () => <Shell home={home} />,
    notFoundComponent: () => <Start home={home} />,
  });
  const getParentRoute = () => root;
  return createRouter({
    history: createHashHistory(),
    routeTree: root.addChildren([
      createRoute({ getParentRoute, path: '/', component: () => <Start home={home} /> }),
      createRoute({ getParentRoute, path: '/cockpit', component: inScreen('cockpit', <CockpitPage />) }),
      createRoute({ getParentRoute, path: '/floor', component: inScreen('floor', <FloorPage />) }),
      createRoute({ getParentRoute, path: '/accounts', component: inScreen('accounts', <Accounts />) }),
      createRoute({ getParentRoute, path: '/calls', component: inScreen('calls', <Calls />) }),
      createRoute({ getParentRoute, path: '/messages', component: inScreen('messages', <MessagesPage />) }),
      createRoute({ getParentRoute, path: '/check-out', component: inScreen('check-out', <CheckOutPage />) }),
      createRoute({ getParentRoute, path: '/compliance', component: inScreen('compliance', <ComplianceDesk />) }),
      createRoute({
        getParentRoute,
        path: '/compliance/$tab',
        validateSearch: deskSearchOf,
        component: inScreen('compliance', <ComplianceDesk />),
      }),
      createRoute({ getParentRoute, path: '/audit', component: inScreen('audit', <AuditPage />) }),
      createRoute({ getParentRoute, path: '/outbox', component: inScreen('outbox', <OutboxPage />) }),
      createRoute({ getParentRoute, path: '/organization', component: inScreen('organization', <OrganizationPage />) }),
      createRoute({ getParentRoute, path: '/settings', component: inScreen('settings', <SettingsPage />) }),
    ]),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
