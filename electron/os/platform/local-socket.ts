/**
 * Where a second start of Deskline reaches the first: a socket in the user-data folder, a named pipe on Windows. The address
 * stands in a file that only this person can read, together with a secret that each request must carry: a named pipe has no
 * mode, and its name could be taken by somebody else's program.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const fileName = 'command-line.json';
const socketName = 'command-line.sock';
/** `sun_path` of the shortest system, macOS, with its closing zero (sys/un.h). */
const longestPath = 103;

/** The file with address and secret. */
export const addressFileIn = (folder: string): string => path.join(folder, fileName);

const pipes = '\\\\.\\pipe\\';
/** Whether an address is a file, with a mode, that a killed process leaves behind; a named pipe is none. Pure. */
export const isSocketFile = (address: string): boolean => !address.startsWith(pipes);

/** A fresh address. A folder whose path is too long for a socket gives way to a private one in the temporary folder. */
export function newAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return `${pipes}deskline-${randomBytes(12).toString('hex')}`;
  const wanted = path.join(folder, socketName);
  if (Buffer.byteLength(wanted) <= longestPath) return wanted;
  return path.join(mkdtempSync(path.join(os.tmpdir(), 'deskline-')), socketName);
}
