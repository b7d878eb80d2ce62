import { Tabs } from '@mantine/core';
import type { Permission } from '../../../shared/domain/access/permissions.ts';
import { PanelBoundary } from '../feedback/index.ts';
import type { DeskSearch } from './desk-search.ts';
import { deskTabsFor } from './desk-tabs.ts';
import './compliance-desk.css';

type Props = {
  may: (permission: Permission) => boolean;
  /** The id of the tab that is shown; without one, or with one the person may not see, the first. */
  tab: string | null;
  /** What the tab is to look for. */
  search: DeskSearch;
  onTab: (tab: string, search: DeskSearch) => void;
};

/** The compliance officer's workspace: one tab a task. The tab is part of the address, so that it can be gone back to. */
export function ComplianceDeskPage({ may, tab, search, onTab }: Props) {
  const tabs = deskTabsFor(may);
  const shown = tabs.find(({ id }) => id === tab) ?? tabs[0];
  if (!shown) return null;
  return (
    <Tabs
      className="desk"
      value={shown.id}
      onChange={(value) => (value === null ? undefined : onTab(value, {}))}
      keepMounted={false}
    >
      <Tabs.List aria-label="Compliance">
        {tabs.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, label, Content }) => (
        <Tabs.Panel key={id} value={id} className="desk-tab">
          <PanelBoundary panel={label}>
            <Content may={may} given={search} onOpen={onTab} />
          </PanelBoundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
