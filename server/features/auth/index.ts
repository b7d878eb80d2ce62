export { createAccessTokens } from './access-token.ts';
export { createAuth } from './create-auth.ts';
export { hashPassword } from './password.ts';
export { purgeAuthRows } from './upkeep.store.ts';
