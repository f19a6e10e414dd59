import { execFile } from 'node:child_process';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config/env.js';

const PROJECT = fileURLToPath(new URL('../../scripts/project.mjs', import.meta.url));

describe('what installs the packages that are missing', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'install-')));
    await mkdir(join(folder, 'clone', 'scripts'), { recursive: true });
    await copyFile(PROJECT, join(folder, 'clone', 'scripts', 'project.mjs'));
    await writeFile(join(folder, 'clone', 'package-lock.json'), '{}');
    // Instead of npm: says that it ran, and where.
    await writeFile(
      join(folder, 'npm.cjs'),
      `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, process.cwd())`,
    );
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function install() {
    const url = pathToFileURL(join(folder, 'clone', 'scripts', 'project.mjs')).href;
    const script = `import(${JSON.stringify(url)}).then((project) => project.installWhenNeeded())`;
    const env = environmentWith({ npm_execpath: join(folder, 'npm.cjs') });
    return promisify(execFile)(process.execPath, ['-e', script], { env });
  }
  const hasRun = async () => (await readdir(folder)).includes('ran');

  it('installs into a clone that has none', async () => {
    await install();
    expect(await hasRun()).toBe(true);
  });

  it('installs nothing where nothing is missing', async () => {
    const installed = join(folder, 'clone', 'node_modules', '.package-lock.json');
    await mkdir(join(folder, 'clone', 'node_modules'));
    await writeFile(installed, '{}');
    const later = new Date(Date.now() + 60_000);
    await utimes(installed, later, later);
    await install();
    expect(await hasRun()).toBe(false);
  });

  it('installs through no link, which would empty the folder of another checkout', async () => {
    await mkdir(join(folder, 'of-another', 'typescript'), { recursive: true });
    await symlink(join(folder, 'of-another'), join(folder, 'clone', 'node_modules'));
    await expect(install()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('node_modules is a link') as string,
    });
    expect(await hasRun()).toBe(false);
  });
});
