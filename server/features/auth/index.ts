export { type AccessTokens, createAccessTokens } from './access-token.ts';
export { createAuthenticate } from './authenticate.ts';
