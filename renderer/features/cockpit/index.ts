export { CockpitPage } from './CockpitPage.tsx';
export { openAccount, showNumber } from './cockpit-store.ts';
