/** Which colours pages are told to prefer; kept apart so that a new page can ask without knowing nativeTheme. */
export type ThemeSource = 'system' | 'light' | 'dark';

let source: ThemeSource = 'system';
export const themeSource = (): ThemeSource => source;
export const setThemeSource = (value: ThemeSource): void => {
  source = value;
};
export const emulatedMedia = (): { name: string; value: string }[] =>
  source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: source }];
