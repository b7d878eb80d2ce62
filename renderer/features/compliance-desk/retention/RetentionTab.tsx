import type { DeskTabProps } from '../desk-tab-props.ts';
import { HoldsPanel } from './HoldsPanel.tsx';
import { PurgePanel } from './PurgePanel.tsx';
import './retention.css';

/** What is kept and why: legal holds, what a purge may take, and what earlier ones took. */
export function RetentionTab({ may }: DeskTabProps) {
  const mayChange = may('compliance.manage-retention');
  return (
    <div className="desk-aside retention-tab">
      <PurgePanel mayChange={mayChange} />
      <HoldsPanel mayChange={mayChange} />
    </div>
  );
}
