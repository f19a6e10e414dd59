import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProcess } from '../../src/main/run-process.js';

let folder: string;
const before = process.umask(0o022);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-process-'));
});
afterEach(async () => {
  process.umask(before);
  await rm(folder, { recursive: true });
});

it('A63: a process writes what only its own user can read', async () => {
  const file = join(folder, 'written');
  await runProcess(() => writeFile(file, 'personal'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
