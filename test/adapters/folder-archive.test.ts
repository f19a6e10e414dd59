import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderArchive } from '../../src/adapters/archive/folder-archive.js';
import type { AuditedRun } from '../../src/domain/audit/audit.js';

const run = (changes: Partial<AuditedRun> = {}): AuditedRun => ({
  workflowId: 'endorsement:A/..:1',
  runId: 'run-1',
  type: 'endorsement',
  startedAt: '2027-01-01T00:00:00.000Z',
  closedAt: '2027-01-02T00:00:00.000Z',
  entries: [],
  ...changes,
});

describe('an archive in a folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archive-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const files = async (): Promise<readonly string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();

  it('keeps a run, and has it for whoever knows its workflow', async () => {
    const archive = new FolderArchive(folder);
    expect(await archive.has(run())).toBe(false);
    expect(await archive.read(run().workflowId)).toEqual([]);
    await archive.keep(run({ runId: 'run-2', startedAt: '2027-01-03T00:00:00.000Z' }));
    await archive.keep(run());
    expect(await archive.has(run())).toBe(true);
    expect((await archive.read(run().workflowId)).map(({ runId }) => runId)).toEqual([
      'run-1',
      'run-2',
    ]);
  });

  it('changes nothing for the same again, by however many at once', async () => {
    const archive = new FolderArchive(folder);
    await Promise.all(Array.from({ length: 20 }, () => archive.keep(run())));
    expect(await files()).toEqual(['run-1.json']);
  });

  it('keeps other content under the same name beside it, and overwrites nothing', async () => {
    const archive = new FolderArchive(folder);
    await archive.keep(run());
    const other = run({ closedAt: '2027-01-05T00:00:00.000Z' });
    await archive.keep(other);
    await archive.keep(other);
    expect(await files()).toEqual(['run-1.2.json', 'run-1.json']);
    expect(await archive.read(run().workflowId)).toEqual([run(), other]);
  });

  it('names no file by what is in an id', async () => {
    await new FolderArchive(folder).keep(run());
    const names = await readdir(folder, { recursive: true });
    expect(names.join(' ')).not.toContain('endorsement');
    const [name = ''] = names.filter((one) => one.endsWith('.json'));
    expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toEqual(run());
  });
});
