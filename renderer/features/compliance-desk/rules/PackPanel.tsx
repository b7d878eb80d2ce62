import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import { formatDate } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { PackModeDialog } from './PackModeDialog.tsx';
import { PackPills, type PackShown } from './PackPills.tsx';
import { overrideWords } from './rules.model.ts';

/** Who decided how the pack is run, and why. */
function modeWords(setting: PackSetting | undefined): string {
  if (setting?.is_fixed) return 'The federal floor is always enforced (12 CFR 1006.104).';
  if (!setting?.decided) return 'Nobody in this organization has decided about it; it runs as it was shipped.';
  const { by, at, reason } = setting.decided;
  return `${setting.mode === 'enforce' ? 'Enforced' : 'In shadow'} by ${by} on ${formatDate(at)}: ${reason}.`;
}

/** One pack whole. */
export function PackPanel({ pack, nowMs, setting, mayChange }: PackShown & { mayChange: boolean }) {
  const [wanted, setWanted] = useState<PackSetting['mode'] | null>(null);
  const other = (setting?.mode ?? pack.mode) === 'enforce' ? 'shadow' : 'enforce';
  return (
    <Panel
      title={pack.title}
      note={`${pack.id} · version ${pack.version}`}
      actions={
        <span className="pack-actions">
          <PackPills pack={pack} nowMs={nowMs} setting={setting} />
          {mayChange && setting?.is_fixed === false ? (
            <Button size="compact-sm" variant="default" onClick={() => setWanted(other)}>
              {other === 'enforce' ? 'Enforce' : 'Put in shadow'}
            </Button>
          ) : null}
        </span>
      }
    >
      <PackModeDialog pack={pack} mode={wanted} onClose={() => setWanted(null)} />
      <ScrollRegion className="page-scroll" label={`Rules of ${pack.title}`}>
        <p className="pack-sign-off">
          {modeWords(setting)}{' '}
          {pack.signedOff
            ? `Signed off by ${pack.signedOff.by} on ${pack.signedOff.on}.`
            : 'Counsel has not signed this pack off yet.'}
        </p>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Says</th>
              <th scope="col">Source</th>
              <th scope="col">Who may set it aside</th>
            </tr>
          </thead>
          <tbody>
            {pack.rules.map(({ id, title, citation, isPolicy, override }) => (
              <tr key={id}>
                <td className="figure">{id}</td>
                <td>
                  {title} {isPolicy ? <StatusPill isOutline>Policy</StatusPill> : null}
                </td>
                <td>{citation}</td>
                <td>{overrideWords[override]}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {pack.uncertainties.length > 0 ? (
          <section className="pack-uncertainties" aria-label="What is uncertain">
            <h3>What is uncertain, and how it is read here</h3>
            <ul>
              {pack.uncertainties.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </section>
        ) : null}
      </ScrollRegion>
    </Panel>
  );
}
