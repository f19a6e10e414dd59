import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the rights of group and others from a folder and from everything in it; links are left alone. */
export function makePrivate(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  const mode = entry.mode & 0o777;
  if ((mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
  if (!entry.isDirectory()) return;
  for (const name of readdirSync(path)) makePrivate(join(path, name));
}
