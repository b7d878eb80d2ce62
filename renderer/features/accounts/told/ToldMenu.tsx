import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconMessageReport } from '@tabler/icons-react';
import { useEffect } from 'react';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { keymap, useShortcut } from '../../shortcuts/index.ts';
import type { ToldAbout } from './told-about.ts';
import { ToldDialog } from './ToldDialog.tsx';
import { type Saying, sayings, sayingWords } from './told.model.ts';
import { openTold, useTold } from './told-store.ts';

type Props = { about: ToldAbout };

/** What the consumer says that binds us, one key each, in a call and on the card. */
export function ToldMenu({ about }: Props) {
  const saying = useTold((state) => state.open);
  useEffect(() => {
    useTold.setState({ isOffered: true });
    return () => useTold.setState({ isOffered: false, open: null });
  }, []);
  return (
    <>
      {sayings.map((each) => (
        <Key key={each} saying={each} onPress={openTold} />
      ))}
      <Menu position="bottom-end" width={280} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconMessageReport size={15} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {about.notMeant === null ? 'They said' : `${about.name} said`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {sayings.map((each) => (
            <Menu.Item
              key={each}
              rightSection={<KeyHint keys={keymap[sayingWords[each].shortcut].keys} />}
              onClick={() => openTold(each)}
            >
              {sayingWords[each].label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ToldDialog saying={saying} about={about} onClose={() => openTold(null)} />
    </>
  );
}

function Key({ saying, onPress }: { saying: Saying; onPress: (saying: Saying) => void }) {
  useShortcut(sayingWords[saying].shortcut, () => onPress(saying));
  return null;
}
