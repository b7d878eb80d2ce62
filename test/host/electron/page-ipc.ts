/** Messages that come from a page: `send` and `invoke`, answered by the handlers of the page or of the app. */
import { ipcMain } from './ipc-main.ts';
import { codec, permissionChannel } from './page-scripts.ts';
import { preventable } from './strict.ts';
import type { WebContents } from './web-contents.ts';

export type PageFrame = { url: string; origin: string; parent: null; name: string; isDestroyed: () => boolean };
export type FromPage =
  | { t: 'close' }
  | { t: 'title'; title: string }
  | { t: 'preload-error'; file: string; error: string }
  | { t: 'send'; channel: string; args: unknown }
  | { t: 'invoke'; id: number; channel: string; args: unknown };

/** What goes back to the page as JSON; null when it asked for no answer. */
export async function answerInvocation(
  contents: WebContents,
  message: Extract<FromPage, { channel: string }>,
): Promise<string | null> {
  const { channel } = message;
  const parameters = codec.decode(message.args) as unknown[];
  const event = preventable({
    type: 'frame',
    sender: contents,
    senderFrame: contents.mainFrame,
    ports: [],
    reply: (replyChannel: string, ...values: unknown[]) => contents.send(replyChannel, ...values),
  });
  if (message.t === 'send') {
    contents.emit('ipc-message', event, channel, ...parameters);
    contents.ipc.emit(channel, event, ...parameters);
    ipcMain.emit(channel, event, ...parameters);
    return null;
  }
  try {
    const handler = contents.ipc._handlers.get(channel) ?? ipcMain._handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const value = codec.encode(await handler(event, ...parameters));
    return JSON.stringify({ t: 'reply', id: message.id, ok: true, v: value });
  } catch (error) {
    if (channel !== permissionChannel) console.error(`Error occurred in handler for '${channel}':`, error);
    const text = `Error invoking remote method '${channel}': ${String(error)}`;
    return JSON.stringify({ t: 'reply', id: message.id, ok: false, error: text });
  }
}
