import { EventEmitter } from 'node:events';
import { openContents } from './registry.ts';
import { guardClass } from './strict.ts';
import { emulatedMedia, setThemeSource, type ThemeSource, themeSource } from './theme-state.ts';

class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly inForcedColorsMode = false;

  get themeSource(): ThemeSource {
    return themeSource();
  }
  set themeSource(value: ThemeSource) {
    setThemeSource(value);
    for (const contents of openContents) contents._tell('Emulation.setEmulatedMedia', { features: emulatedMedia() });
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return themeSource() === 'dark';
  }
}

guardClass('nativeTheme', NativeTheme);
export const nativeTheme = new NativeTheme();
