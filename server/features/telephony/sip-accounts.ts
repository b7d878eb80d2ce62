import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A PBX account that was made by hand, for PBXs that cannot check short-lived credentials. */
export type SipAccount = { username: string; password: string };
export type SipAccounts = ReadonlyMap<string, SipAccount>;

const fileSchema = z.record(
  z.string().trim().toLowerCase(),
  z.object({ username: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), password: z.string().min(1) }),
);

/** Reads `DESKLINE_SIP_ACCOUNTS`: accounts by e-mail address. @throws Error naming the file, never its content. */
export function readSipAccounts(path: string): SipAccounts {
  const parsed = fileSchema.safeParse(parse(path, readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Error(`The file of SIP accounts ${path} has an entry without a valid username and password`);
  return new Map(Object.entries(parsed.data));
}

/** What `JSON.parse` says of a mistake quotes the text around it, which may be a password; so it is not passed on. */
function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The file of SIP accounts ${path} is not JSON`);
  }
}
