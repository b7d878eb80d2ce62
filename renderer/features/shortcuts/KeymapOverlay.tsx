import { Modal } from '@mantine/core';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { keyWords } from '../../ui/key-words.ts';
import { groupKeymap } from './keymap.ts';
import './shortcuts.css';

type Props = { isOpen: boolean; onClose: () => void; hotkeys: readonly { label: string; keys: string }[] };

/** Every key at one glance (`?`). */
export const KeymapOverlay = ({ isOpen, onClose, hotkeys }: Props) => (
  <Modal opened={isOpen} onClose={onClose} title="Keys" size={860} closeButtonProps={{ 'aria-label': 'Close' }}>
    <div className="keymap">
      {groupKeymap().map(({ group, entries }) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {entries.map(({ id, definition }) => (
              <div key={id}>
                <dt>{definition.label}</dt>
                <dd>
                  <KeyHint keys={definition.keys} />
                  {definition.also === undefined ? null : <KeyHint keys={definition.also} />}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {hotkeys.length === 0 ? null : (
        <section>
          <h3>From any program</h3>
          <dl>
            {hotkeys.map(({ label, keys }) => (
              <div key={label} title={keyWords(keys).join(' ')}>
                <dt>{label}</dt>
                <dd>
                  <KeyHint keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
    <p className="keymap-note muted">
      Keys without Ctrl or Alt do nothing while you type, and can be switched off in Settings.
    </p>
  </Modal>
);
