import { EventEmitter } from 'node:events';
import { record } from '../host-state.ts';
import type { Menu } from './menu.ts';
import { guardClass } from './strict.ts';

export class Tray extends EventEmitter {
  _image: unknown;
  _toolTip = '';
  _contextMenu: Menu | null = null;
  #isDestroyed = false;

  constructor(image: unknown) {
    super();
    this._image = image;
    record('tray', this);
  }
  setImage(image: unknown): void {
    this._image = image;
  }
  setToolTip(text: string): void {
    this._toolTip = text;
  }
  setTitle(title: string): void {
    record('trayTitle', title);
  }
  setContextMenu(menu: Menu | null): void {
    this._contextMenu = menu;
  }
  popUpContextMenu(menu?: Menu): void {
    (menu ?? this._contextMenu)?.popup();
  }
  displayBalloon(options: unknown): void {
    record('balloon', options);
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    this.#isDestroyed = true;
  }
}

guardClass('Tray', Tray);
