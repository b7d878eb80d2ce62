/** The tabs of the compliance workspace and who may see each. A new tab is a folder beside this file and a row here. */
import type { ComponentType } from 'react';
import type { Permission } from '../../../shared/domain/access/permissions.ts';
import type { DeskTabProps, LeadingTabProps, SearchedTabProps } from './desk-tab-props.ts';
import { DoNotCallTab } from './do-not-call/DoNotCallTab.tsx';
import { DecisionsTab } from './decisions/DecisionsTab.tsx';
import { DisputesTab } from './disputes/DisputesTab.tsx';
import { RetentionTab } from './retention/RetentionTab.tsx';
import { OverviewTab } from './overview/OverviewTab.tsx';
import { OverridesTab } from './overrides/OverridesTab.tsx';
import { RulesTab } from './rules/RulesTab.tsx';
import { ViolationsTab } from './violations/ViolationsTab.tsx';
import { ScreeningTab } from './screening/ScreeningTab.tsx';
import { ToldTab } from './told/ToldTab.tsx';
import { SetupTab } from './setup/SetupTab.tsx';
import { SimulatorTab } from './simulator/SimulatorTab.tsx';

export type DeskTab = {
  id: string;
  label: string;
  permission: Permission;
  Content: ComponentType<DeskTabProps & SearchedTabProps & LeadingTabProps>;
};

export const deskTabs: readonly DeskTab[] = [
  { id: 'overview', label: 'Overview', permission: 'compliance.read', Content: OverviewTab },
  { id: 'decisions', label: 'Decisions', permission: 'compliance.read', Content: DecisionsTab },
  { id: 'overrides', label: 'Overrides', permission: 'compliance.override', Content: OverridesTab },
  { id: 'violations', label: 'Violations', permission: 'compliance.read', Content: ViolationsTab },
  { id: 'rules', label: 'Rules', permission: 'compliance.read', Content: RulesTab },
  { id: 'simulator', label: 'Simulator', permission: 'compliance.read', Content: SimulatorTab },
  { id: 'told', label: 'Told us', permission: 'compliance.read', Content: ToldTab },
  { id: 'disputes', label: 'Disputes', permission: 'dispute.read', Content: DisputesTab },
  { id: 'do-not-call', label: 'Do not call', permission: 'dnc.read', Content: DoNotCallTab },
  { id: 'lists', label: 'Lists', permission: 'dnc.read', Content: ScreeningTab },
  { id: 'setup', label: 'Setup', permission: 'compliance.read', Content: SetupTab },
  { id: 'retention', label: 'Retention', permission: 'compliance.read', Content: RetentionTab },
];

/** The tabs a person may see, in the order of the table. */
export const deskTabsFor = (may: (permission: Permission) => boolean): DeskTab[] =>
  deskTabs.filter(({ permission }) => may(permission));
