import { EventEmitter } from 'node:events';
import type * as E from 'electron';
import { record } from '../host-state.ts';
import { guardClass, preventable } from './strict.ts';

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  readonly actions: E.NotificationAction[];

  constructor(options: E.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.actions = options.actions ?? [];
  }
  static isSupported(): boolean {
    return true;
  }
  /** Kept with the handles a person would have: `click()` and `action(index)`. */
  show(): void {
    const click = (): boolean => this.emit('click', preventable({}));
    const action = (actionIndex: number): boolean => this.emit('action', preventable({ actionIndex }), actionIndex);
    record('notification', { title: this.title, body: this.body, click, action });
    this.emit('show', preventable({}));
  }
  close(): void {
    this.emit('close', preventable({}));
  }
}

guardClass('Notification', Notification);
