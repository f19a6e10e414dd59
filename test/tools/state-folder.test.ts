import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_SCOPES, readApiKeysFile } from '../../src/config/api-keys-file.js';
import { newApiKey } from '../../tools/api-keys/new-api-key.js';
import { openStateFolder } from '../../tools/start/state-folder.js';

describe('the folder of npm start', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'state-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Opens it and lets the next one in. */
  function opened() {
    const state = openStateFolder(folder);
    state.release();
    return state;
  }

  it('keeps its keys from one start to the next, for this user alone', async () => {
    const first = opened();
    expect(opened()).toMatchObject({ apiKey: first.apiKey, identityKey: first.identityKey });
    expect((await stat(first.apiKeyFile)).mode & 0o077).toBe(0);
    expect((await readFile(first.apiKeyFile, 'utf8')).trim()).toBe(first.apiKey);
  });

  it('A63: closes to others what was left open to them before', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'somebody-elses-'));
    await chmod(outside, 0o755);
    await mkdir(join(folder, 'ims-sandbox'), { mode: 0o755 });
    await mkdir(join(folder, 'logs'), { mode: 0o777 });
    const files = ['ims-sandbox/data.mdb', 'logs/api.log.1', 'temporal.db', 'identity-key'];
    for (const file of files) {
      await writeFile(join(folder, file), 'x'.repeat(32));
      await chmod(join(folder, file), 0o666);
    }
    await symlink(outside, join(folder, 'link'));
    await chmod(folder, 0o755);
    opened();
    for (const path of ['', 'ims-sandbox', 'logs', ...files]) {
      expect([path, (await stat(join(folder, path))).mode & 0o077]).toEqual([path, 0]);
    }
    expect((await stat(join(folder, 'temporal.db'))).mode & 0o700).toBe(0o600);
    expect((await stat(outside)).mode & 0o777).toBe(0o755);
    await rm(outside, { recursive: true });
  });

  it('makes a new key where the old one lacks a scope, and leaves those of others', async () => {
    const first = opened();
    const [local] = readApiKeysFile(first.apiKeysFile);
    const portal = newApiKey('portal', ['transactions:read']).entry;
    const older = [{ ...local, scopes: ['transactions:read'] }, portal];
    await writeFile(first.apiKeysFile, JSON.stringify(older));

    const second = opened();
    expect(second.apiKey).not.toBe(first.apiKey);
    const entries = readApiKeysFile(second.apiKeysFile);
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual(portal);
    expect(entries.find(({ clientName }) => clientName === 'local')?.scopes).toEqual(API_SCOPES);
  });

  it('is in use by one at a time', () => {
    const state = openStateFolder(folder);
    expect(() => openStateFolder(folder)).toThrow('runs already');
    state.release();
  });
});
