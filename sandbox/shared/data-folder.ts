import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where books live. */
export interface DataFolder {
  readonly path: string;
  /** Removes a temporary folder; a chosen one stays. */
  leave(): Promise<void>;
}

/** The chosen folder, made when missing; without one a temporary folder of that name. */
export async function openDataFolder(
  chosen: string | undefined,
  name: string,
): Promise<DataFolder> {
  if (chosen === undefined) {
    const path = await mkdtemp(join(tmpdir(), `${name}-`));
    return { path, leave: () => rm(path, { recursive: true, force: true }) };
  }
  await mkdir(chosen, { recursive: true, mode: 0o700 });
  return { path: chosen, leave: () => Promise.resolve() };
}
