import { EventEmitter } from 'node:events';
import type * as E from 'electron';
import { record } from '../host-state.ts';
import { app } from './app.ts';
import { focusedWindow } from './registry.ts';
import { guardClass } from './strict.ts';

type ClickHandler = (item: MenuItem, window: unknown, event: object) => void;

export class MenuItem {
  readonly id: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  label: string;
  checked: boolean;
  enabled: boolean;
  visible: boolean;
  readonly #onClick: ClickHandler | undefined;

  constructor(options: E.MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator;
    this.submenu = toMenu(options.submenu);
    this.label = options.label ?? options.role ?? '';
    this.checked = options.checked ?? false;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.#onClick = options.click as unknown as ClickHandler | undefined;
  }

  /** What choosing the item does; roles that the operating system carries out are quit and close. */
  click(): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    if (this.#onClick) this.#onClick(this, focusedWindow() ?? undefined, {});
    else if (this.role === 'quit') app.quit();
    else if (this.role === 'close') focusedWindow()?.close();
  }
}

function toMenu(submenu: E.MenuItemConstructorOptions['submenu'] | Menu): Menu | undefined {
  if (submenu === undefined || submenu instanceof Menu) return submenu;
  return Menu.buildFromTemplate(submenu as E.MenuItemConstructorOptions[]);
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (E.MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
  append(item: MenuItem): void {
    this.items.push(item);
  }
  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }
  popup(): void {
    record(
      'menuPopup',
      this.items.map(({ label }) => label),
    );
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

guardClass('Menu', Menu);
