import { createContext, use } from 'react';
import type { Permission } from '../../shared/domain/access/permissions.ts';
import type { SignInState } from '../../shared/ipc/local-schemas.ts';

type SignedIn = Extract<SignInState, { state: 'signed-in' }>;
export const MeContext = createContext<SignedIn | null>(null);

/** The signed-in person; only inside the shell. */
export function useMe() {
  const signedIn = use(MeContext);
  if (!signedIn) throw new Error('useMe is for the shell of a signed-in person');
  const { me, isRemembered } = signedIn;
  return { me, isRemembered, may: (permission: Permission): boolean => me.permissions.includes(permission) };
}
