import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBookFiles, type BookFiles } from '../../../sandbox/shared/book-files.js';

describe('the files of a sandbox', () => {
  let folder: string;
  let files: BookFiles;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'book-files-'));
    files = openBookFiles(folder);
  });
  afterEach(async () => {
    await files.close();
    await rm(folder, { recursive: true });
  });

  it('A63: are closed to others when they are opened, in a folder that was open before', async () => {
    await files.close();
    await chmod(folder, 0o755);
    const paths = ['data.mdb', 'lock.mdb'].map((name) => join(folder, name));
    for (const path of paths) await chmod(path, 0o644);
    files = openBookFiles(folder);
    for (const path of paths) expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('find everything under the beginning of a key, whether it goes on in numbers or in text', () => {
    const { index } = files;
    index.put(['payments', 'P-1', 1, 'PAY-b'], 'second');
    index.put(['payments', 'P-1', 1, 'PAY-a'], 'first');
    index.put(['payments', 'P-1', 1, '\u{10ffff}'], 'third');
    index.put(['payments', 'P-1', 2], 'other term');
    index.put(['payments', 'P-10', 1, 'PAY-a'], 'other policy');
    index.put(['payment', 'P-1', 1], 'other kind');

    expect(index.under(['payments', 'P-1', 1])).toEqual(['first', 'second', 'third']);
    expect(index.under(['payments', 'P-1'])).toEqual(['first', 'second', 'third', 'other term']);
    expect(index.under(['payments', 'P-2'])).toEqual([]);
  });

  it('find nothing under a key that no file can hold', () => {
    const long = 'x'.repeat(5000);
    expect(files.records<string, string>('accounts').get(long)).toBeUndefined();
    expect(files.index.get(['taxId', long])).toBeUndefined();
    expect(files.index.under(['taxId', long])).toEqual([]);
  });

  it('hold all of a change or nothing of it', () => {
    const accounts = files.records<string, string>('accounts');
    const change = () =>
      files.transact(() => {
        accounts.put('A-1', 'written');
        files.series.next('account');
        throw new Error('the second half fails');
      });
    expect(change).toThrow('the second half fails');
    expect(accounts.count()).toBe(0);
    expect(files.series.next('account')).toBe(1);
  });
});
