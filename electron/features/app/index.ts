export { createAppHandlers } from './app.ipc.ts';
