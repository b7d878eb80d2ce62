export { createAccessTokens } from './access-token.ts';
export { createAuth } from './create-auth.ts';
export { hashPassword } from './password.ts';
