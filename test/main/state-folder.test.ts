import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_SCOPES, readApiKeysFile } from '../../src/config/api-keys-file.js';
import { newApiKey } from '../../src/main/api-key.js';
import { openStateFolder } from '../../src/main/start/state-folder.js';

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
