import { Notification } from 'electron';

/** Says something to a person who may be looking at another program; says nothing where the system has no notices. */
export function tellPerson(title: string, body: string): void {
  if (Notification.isSupported()) new Notification({ title, body, silent: true }).show();
}
