import { Button, SegmentedControl } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { allPacks } from '../../../../shared/domain/compliance/packs/all.ts';
import { packModes, type PackMode } from '../../../../shared/domain/compliance/rule.ts';
import { BarPopover } from '../../../ui/BarPopover.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import type { Modes } from './case-text.model.ts';

type Props = {
  modes: Modes;
  /** As the organization runs its packs, where that is not as they were shipped; null: not known now. */
  organization: Modes | null;
  onMode: (packId: string, mode: PackMode) => void;
  onOrganization: () => void;
};

const modeWords: Readonly<Record<PackMode, string>> = { enforce: 'Enforce', shadow: 'Shadow' };
const shippedAs = new Map(allPacks.map(({ id, mode }) => [id, mode]));

/** Packs that this case runs otherwise than the organization does. */
const differing = (modes: Modes, organization: Modes): string[] =>
  allPacks
    .map(({ id }) => id)
    .filter((id) => (modes[id] ?? shippedAs.get(id)) !== (organization[id] ?? shippedAs.get(id)));

/** Which packs have a say in this case. A pack in shadow is asked all the same. */
export function PackModes({ modes, organization, onMode, onOrganization }: Props) {
  const [isOpen, setOpen] = useState(false);
  const others = organization === null ? null : differing(modes, organization).length;
  const words =
    others === null
      ? 'Packs'
      : others === 0
        ? 'Packs as we run them'
        : `${others} not as we run ${others === 1 ? 'it' : 'them'}`;
  return (
    <BarPopover
      label="Rule packs of this case"
      isOpen={isOpen}
      onChange={setOpen}
      width={430}
      position="bottom-start"
      target={
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconScale size={14} aria-hidden />}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onClick={() => setOpen(!isOpen)}
        >
          {words}
        </Button>
      }
    >
      <div className="sim-packs">
        <ScrollRegion className="sim-pack-list" label="Packs">
          <ul>
            {allPacks.map(({ id, title, mode }) => (
              <li key={id}>
                <span className="truncate" title={title}>
                  {title}
                </span>
                <SegmentedControl
                  size="xs"
                  aria-label={`Mode of ${title}`}
                  value={modes[id] ?? mode}
                  data={packModes.map((value) => ({ value, label: modeWords[value] }))}
                  onChange={(value) => onMode(id, value === 'enforce' ? 'enforce' : 'shadow')}
                />
              </li>
            ))}
          </ul>
        </ScrollRegion>
        <div className="sim-packs-foot">
          {organization === null ? (
            <span className="muted">How the organization runs them is not known now; they are as shipped.</span>
          ) : (
            <Button variant="subtle" size="compact-sm" disabled={others === 0} onClick={onOrganization}>
              As the organization runs them
            </Button>
          )}
        </div>
      </div>
    </BarPopover>
  );
}
