/**
 * The organisation of nobody, made by the first migration: refused sign-ins for addresses that no organisation knows
 * are counted and audited there, so that they are treated like all others.
 */
export const nobodyOrganizationId = '00000000-0000-7000-8000-000000000000';
