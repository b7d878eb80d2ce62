import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PackSetting } from '../../../../shared/contracts/rule-packs/rule-packs.contract.ts';
import type { RulePack } from '../../../../shared/domain/compliance/rule.ts';
import { formatCalendarDate, formatDate } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { type PackChange, PackModeDialog } from './PackModeDialog.tsx';
import { PackPills, type PackShown } from './PackPills.tsx';
import { overrideWords } from './rules.model.ts';

const fixedWords: Readonly<Record<string, string>> = {
  'us-federal': 'The federal floor is always enforced (12 CFR 1006.104).',
  'us-retention': 'What must be kept is always kept (12 CFR 1006.100).',
};
/** Who decided how the pack is run, and why. */
function modeWords(pack: RulePack, setting: PackSetting | undefined): string {
  if (setting?.is_fixed) return fixedWords[pack.id] ?? 'It is always enforced.';
  if (!setting?.decided)
    return pack.jurisdiction === 'policy'
      ? 'It is policy and no law: in shadow until somebody in this organization enforces it.'
      : 'Nobody in this organization has decided about it; it runs as it was shipped.';
  const { by, at, reason } = setting.decided;
  return `${setting.mode === 'enforce' ? 'Enforced' : 'In shadow'} by ${by} on ${formatDate(at)}: ${reason}.`;
}

/** Who of counsel answers for the version that runs. An older sign-off is told as such. */
function signOffWords({ version }: RulePack, signedOff: PackSetting['signed_off']): string {
  if (signedOff === null) return `Counsel has not signed version ${version} off yet.`;
  const said = `${signedOff.by} on ${formatCalendarDate(signedOff.on)}`;
  return signedOff.version === version
    ? `Version ${version} was signed off by ${said}.`
    : `Counsel has not signed version ${version} off yet; an older one, ${signedOff.version ?? 'not named'}, was by ${said}.`;
}

/** One pack whole. */
export function PackPanel({ pack, nowMs, setting, mayChange }: PackShown & { mayChange: boolean }) {
  const [change, setChange] = useState<PackChange | null>(null);
  const other = (setting?.mode ?? pack.mode) === 'enforce' ? 'shadow' : 'enforce';
  return (
    <Panel
      title={pack.title}
      note={pack.id}
      actions={
        <span className="pack-actions">
          <PackPills pack={pack} nowMs={nowMs} setting={setting} />
          {mayChange && setting ? (
            <Button size="compact-sm" variant="default" onClick={() => setChange('sign-off')}>
              Sign off
            </Button>
          ) : null}
          {mayChange && setting?.is_fixed === false ? (
            <Button size="compact-sm" variant="default" onClick={() => setChange(other)}>
              {other === 'enforce' ? 'Enforce' : 'Put in shadow'}
            </Button>
          ) : null}
        </span>
      }
    >
      <PackModeDialog pack={pack} change={change} onClose={() => setChange(null)} />
      <ScrollRegion className="page-scroll" label={`Rules of ${pack.title}`}>
        <p className="pack-sign-off">
          {modeWords(pack, setting)} {signOffWords(pack, setting?.signed_off ?? null)}
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
