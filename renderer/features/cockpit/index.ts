export { CockpitPage } from './CockpitPage.tsx';
export { clearDesk, openAccount, showCallee, showNumber } from './cockpit-store.ts';
