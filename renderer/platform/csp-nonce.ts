/** The nonce main has put into the page, for the styles Mantine writes at run time. */
export const cspNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
