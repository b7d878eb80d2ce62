/**
 * The names of the IPC map and the windows that may use each, without the schemas: preloads are sandboxed and small, and
 * schemas are checked in main. The types compare every line with the map, so the two cannot drift apart.
 */
import type { ChannelName, Channels, EventName, Events } from '../../shared/ipc/ipc-map.ts';

const desks = ['agent', 'supervisor'] as const;
const everyWindow = ['agent', 'supervisor', 'toast', 'phone'] as const;

export const channelWindows = {
  'app:get-info': everyWindow,
  'app:open-window': desks,
  'app:take-number': ['agent'],
  'auth:get-state': everyWindow,
  'auth:sign-in': desks,
  'auth:sign-out': desks,
  'auth:list-sessions': desks,
  'auth:end-session': desks,
  'organizations:get-current': desks,
  'organizations:get': desks,
  'accounts:get-queue': desks,
  'accounts:get': desks,
  'accounts:list': desks,
  'compliance:evaluate-pre-dial': desks,
  'calls:dial': desks,
  'calls:save-disposition': desks,
  'calls:save-draft': desks,
  'calls:get-draft': desks,
  'calls:list': desks,
  'phone:get-snapshot': everyWindow,
  'phone:command': ['agent', 'supervisor', 'toast'],
  'phone:publish-snapshot': ['phone'],
  'phone:publish-levels': ['phone'],
  'phone:record-events': ['phone'],
  'phone:get-token': ['phone'],
  'live:set-state': desks,
  'live:get-floor': desks,
  'outbox:get-status': everyWindow,
  'outbox:list-parked': desks,
  'outbox:resend': desks,
  'server:get-status': everyWindow,
  'settings:get': everyWindow,
  'settings:set': everyWindow,
  'hotkeys:list': desks,
  'hotkeys:rebind': desks,
  'audit:list': desks,
  'feedback:send': everyWindow,
} as const satisfies { readonly [N in ChannelName]: Channels[N]['windows'] };

export const eventWindows = {
  'auth:changed': everyWindow,
  'server:changed': everyWindow,
  'settings:changed': everyWindow,
  'phone:changed': ['agent', 'supervisor', 'toast'],
  'phone:levels': desks,
  'phone:order': ['phone'],
  'outbox:changed': desks,
  'outbox:item-changed': desks,
  'live:event': desks,
  'hotkeys:changed': desks,
  'hotkeys:pressed': desks,
  'app:number-received': ['agent'],
} as const satisfies { readonly [N in EventName]: Events[N]['windows'] };
