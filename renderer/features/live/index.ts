export { FloorPage } from './FloorPage.tsx';
