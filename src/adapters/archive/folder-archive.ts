import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditedRun } from '../../domain/audit/audit.js';
import type { Archive } from '../../ports/archive.js';

/**
 * An archive in a folder that workers and API share: `<two characters>/<digest of the workflow id>/<run id>.json`. A file appears
 * whole or not at all, and is never written again; whoever sees to the folder may have it copied while it is used.
 */
export class FolderArchive implements Archive {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async has({ workflowId, runId }: Pick<AuditedRun, 'workflowId' | 'runId'>): Promise<boolean> {
    const names = await namesIn(this.#folderOf(workflowId));
    return names.includes(`${runId}.json`);
  }

  async keep(run: AuditedRun): Promise<void> {
    const folder = this.#folderOf(run.workflowId);
    const text = `${JSON.stringify(run, null, 2)}\n`;
    await mkdir(folder, { recursive: true });
    const written = join(folder, `.${randomUUID()}`);
    await writeFile(written, text, { flag: 'wx' });
    try {
      for (let nth = 1; ; nth += 1) {
        const name = nth === 1 ? `${run.runId}.json` : `${run.runId}.${nth}.json`;
        if (await isThere(written, join(folder, name), text)) return;
      }
    } finally {
      await rm(written, { force: true });
    }
  }

  async read(workflowId: string): Promise<readonly AuditedRun[]> {
    const folder = this.#folderOf(workflowId);
    const names = (await namesIn(folder)).filter((name) => name.endsWith('.json'));
    const runs = await Promise.all(
      names.map(
        async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as AuditedRun,
      ),
    );
    const momentsOf = ({ startedAt, closedAt }: AuditedRun) => `${startedAt} ${closedAt ?? ''}`;
    return runs.sort((one, other) => (momentsOf(one) < momentsOf(other) ? -1 : 1));
  }

  /** An id may hold what a file's name must not. */
  #folderOf(workflowId: string): string {
    const digest = createHash('sha256').update(workflowId).digest('hex');
    return join(this.#folder, digest.slice(0, 2), digest);
  }
}

/** Gives a written file its name, unless that is taken. @returns false where other content has the name */
async function isThere(written: string, path: string, text: string): Promise<boolean> {
  try {
    await link(written, path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return (await readFile(path, 'utf8')) === text;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
