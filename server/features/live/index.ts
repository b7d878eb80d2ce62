export { createLiveHandlers } from './live.route.ts';
export { LiveFeed } from './live-feed.service.ts';
export { readLiveCall } from './floor.read-model.ts';
export { pauseInQueuesTask } from './agent-state.service.ts';
export { findPresence, readStates } from './presence.store.ts';
