import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApiKeysFile } from '../../src/config/api-keys-file.js';
import { newApiKey } from '../../src/main/api-key.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-keys-'));
  file = join(folder, 'api-keys.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the file of API keys', () => {
  it('takes the entry of a new key, which holds its hash only', () => {
    const { key, entry } = newApiKey('portal', ['transactions:read']);
    writeFileSync(file, JSON.stringify([entry]));
    expect(readApiKeysFile(file)).toEqual([entry]);
    expect(entry.sha256).toBe(createHash('sha256').update(key).digest('hex'));
    expect(JSON.stringify(entry)).not.toContain(key);
  });

  it('is refused in words when a scope is unknown, and when it is empty', () => {
    const { entry } = newApiKey('portal', ['transactions:read']);
    writeFileSync(file, JSON.stringify([{ ...entry, scopes: ['everything'] }]));
    expect(() => readApiKeysFile(file)).toThrow(/0\.scopes\.0: must be one of transactions:read/);
    writeFileSync(file, '[]');
    expect(() => readApiKeysFile(file)).toThrow(/nobody could call the API/);
  });

  it('takes a secret to sign with, long enough and of one client alone', () => {
    const [one, other] = ['billing', 'other'].map((name) => newApiKey(name, ['billing:write']));
    const write = (...secrets: string[]) => {
      const entries = secrets.map((hmacSecret, i) => ({ ...(i ? other : one)?.entry, hmacSecret }));
      writeFileSync(file, JSON.stringify(entries));
    };
    write('s'.repeat(32), 't'.repeat(32));
    expect(readApiKeysFile(file).map(({ hmacSecret }) => hmacSecret?.length)).toEqual([32, 32]);
    write('short');
    expect(() => readApiKeysFile(file)).toThrow(/hmacSecret: must have 32 characters or more/);
    const shared = 's'.repeat(32);
    write(shared, shared);
    expect(() => readApiKeysFile(file)).toThrow(/two clients have the same hmacSecret/);
    expect(() => readApiKeysFile(file)).not.toThrow(shared);
  });

  it('is refused when a key stands there twice', () => {
    const { entry } = newApiKey('portal', ['transactions:read']);
    writeFileSync(file, JSON.stringify([entry, { ...entry, clientName: 'other' }]));
    expect(() => readApiKeysFile(file)).toThrow(/twice/);
  });
});
