/**
 * Domains on which anybody may have a mailbox (12 CFR 1006.6(d)(4)(ii)(E): a domain that is available for use by the
 * general public). Kept by hand; a domain that is not here is taken for a company's, a school's or an authority's, because
 * mail to those may be read by others.
 */
const publicMailDomains: ReadonlySet<string> = new Set([
  // Mail services.
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'ymail.com',
  'rocketmail.com',
  'myyahoo.com',
  'aol.com',
  'aim.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'passport.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'proton.me',
  'protonmail.com',
  'pm.me',
  'tutanota.com',
  'tuta.com',
  'fastmail.com',
  'fastmail.fm',
  'hushmail.com',
  'mail.com',
  'email.com',
  'usa.com',
  'gmx.com',
  'gmx.us',
  'zohomail.com',
  'yandex.com',
  'inbox.com',
  'lycos.com',
  'excite.com',
  'juno.com',
  'netzero.net',
  'netzero.com',
  'earthlink.net',
  'mindspring.com',
  'peoplepc.com',
  'netscape.net',
  // Mailboxes of households' internet and telephone providers.
  'comcast.net',
  'xfinity.com',
  'verizon.net',
  'att.net',
  'sbcglobal.net',
  'bellsouth.net',
  'ameritech.net',
  'pacbell.net',
  'swbell.net',
  'prodigy.net',
  'snet.net',
  'flash.net',
  'cox.net',
  'charter.net',
  'spectrum.net',
  'roadrunner.com',
  'twc.com',
  'optonline.net',
  'optimum.net',
  'suddenlink.net',
  'frontier.com',
  'frontiernet.net',
  'centurylink.net',
  'centurytel.net',
  'embarqmail.com',
  'q.com',
  'windstream.net',
  'tds.net',
  'mediacombb.net',
  'rcn.com',
  'wowway.com',
  'cableone.net',
  'hawaiiantel.net',
  'gci.net',
  'cincinnatibell.net',
  'fuse.net',
  'consolidated.net',
]);

/** The domain of an email address in lower case; null when it is no address. */
function domainOf(address: string | null): string | null {
  const parts = address?.trim().toLowerCase().split('@') ?? [];
  const [local, domain] = parts;
  return parts.length === 2 && local !== '' && domain !== undefined && domain.includes('.') ? domain : null;
}

/** Whether anybody may have an address at this one's domain. Subdomains are their owners' own, and so not public. */
export function isPublicMailAddress(address: string | null): boolean {
  const domain = domainOf(address);
  return domain !== null && publicMailDomains.has(domain);
}
