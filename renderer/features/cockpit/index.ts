export { CockpitPage } from './CockpitPage.tsx';
export { clearDesk, openAccount, showNumber } from './cockpit-store.ts';
