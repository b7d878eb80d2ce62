export { RestoringScreen } from './RestoringScreen.tsx';
export { SessionList } from './SessionList.tsx';
export { SignInScreen } from './SignInScreen.tsx';
