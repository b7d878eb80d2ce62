import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../../platform/bridge.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import type { DeskTabProps } from '../desk-tab-props.ts';
import { PackPanel } from './PackPanel.tsx';
import { PackPills } from './PackPills.tsx';
import { findPacks } from './rules.model.ts';
import { usePackSettings } from './use-pack-settings.ts';
import './rules.css';

/** Which rules there are: each pack with its place, its dates, what is uncertain in it, how it is run here, and its rules. */
export function RulesTab({ may }: DeskTabProps) {
  const [text, setText] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const [nowMs] = useState(Date.now);
  const settings = usePackSettings();
  if (settings.isPending) return <LoadingState label="Loading the rule packs" lines={12} />;
  if (!settings.data)
    return <ProblemState problem={problemOf(settings.error)} onRetry={() => void settings.refetch()} />;
  const packs = findPacks(text);
  const open = packs.find(({ id }) => id === openId) ?? packs[0];
  return (
    <div className="desk-split rules-tab">
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
          <ul className="desk-list pack-list">
            {packs.map((pack) => (
              <li key={pack.id}>
                <button type="button" aria-pressed={pack.id === open?.id} onClick={() => setOpenId(pack.id)}>
                  <b className="truncate">{pack.title}</b>
                  <span className="truncate">
                    {pack.jurisdiction === 'policy' ? 'Policy, not law' : pack.jurisdiction} · {pack.rules.length}{' '}
                    {pack.rules.length === 1 ? 'rule' : 'rules'}
                  </span>
                  <PackPills pack={pack} nowMs={nowMs} setting={settings.data.get(pack.id)} />
                </button>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      </Panel>
      {open ? (
        <PackPanel
          key={open.id}
          pack={open}
          nowMs={nowMs}
          setting={settings.data.get(open.id)}
          mayChange={may('compliance.manage-packs')}
        />
      ) : null}
    </div>
  );
}
