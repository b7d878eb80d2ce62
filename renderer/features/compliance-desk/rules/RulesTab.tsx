import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { RulePack } from '../../../../shared/domain/compliance/rule.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { findPacks, overrideWords, packPhase } from './rules.model.ts';
import './rules.css';

/** Which rules there are: each pack with its place, its dates, what is uncertain in it, and its rules. */
export function RulesTab() {
  const [text, setText] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const [nowMs] = useState(Date.now);
  const packs = findPacks(text);
  const open = packs.find(({ id }) => id === openId) ?? packs[0];
  return (
    <div className="rules-tab">
      <Panel
        title="Rule packs"
        note={`${packs.length}`}
        actions={
          <TextInput
            aria-label="Find a pack, rule or source"
            placeholder="Find a pack, rule or source"
            leftSection={<IconSearch size={15} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        }
      >
        {packs.length === 0 ? <EmptyState title="No pack holds these words" /> : null}
        <ScrollRegion className="page-scroll" label="Rule packs">
          <ul className="pack-list">
            {packs.map((pack) => (
              <li key={pack.id}>
                <button type="button" aria-pressed={pack.id === open?.id} onClick={() => setOpenId(pack.id)}>
                  <b className="truncate">{pack.title}</b>
                  <span className="truncate">
                    {pack.jurisdiction === 'policy' ? 'Policy, not law' : pack.jurisdiction} · {pack.rules.length}{' '}
                    {pack.rules.length === 1 ? 'rule' : 'rules'}
                  </span>
                  <PackPills pack={pack} nowMs={nowMs} />
                </button>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      </Panel>
      {open ? <PackPanel pack={open} nowMs={nowMs} /> : null}
    </div>
  );
}

type Shown = { pack: RulePack; nowMs: number };

function PackPills({ pack, nowMs }: Shown) {
  const { phase, words } = packPhase(pack, nowMs);
  return (
    <span className="pack-pills">
      <StatusPill tone={pack.mode === 'enforce' ? 'good' : 'neutral'} isOutline>
        {pack.mode === 'enforce' ? 'Enforced' : 'Shadow'}
      </StatusPill>
      <StatusPill tone={phase === 'in-force' ? 'neutral' : 'warn'} isOutline>
        {words}
      </StatusPill>
    </span>
  );
}

function PackPanel({ pack, nowMs }: Shown) {
  return (
    <Panel
      title={pack.title}
      note={`${pack.id} · version ${pack.version}`}
      actions={<PackPills pack={pack} nowMs={nowMs} />}
    >
      <ScrollRegion className="page-scroll" label={`Rules of ${pack.title}`}>
        <p className="pack-sign-off">
          {pack.signedOff
            ? `Signed off by ${pack.signedOff.by} on ${pack.signedOff.on}.`
            : 'Nobody has signed this pack off yet.'}
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
