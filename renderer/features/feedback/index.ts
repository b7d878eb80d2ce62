export { PanelBoundary } from './PanelBoundary.tsx';
