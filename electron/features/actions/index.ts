export { type ActionsService, createActionsService, isWindowAction } from './actions.service.ts';
