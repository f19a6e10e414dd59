import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApiKeysFile } from '../../src/config/api-keys-file.js';
import { newApiKey } from '../../tools/api-keys/new-api-key.js';

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

  it('takes limits of a client, and refuses those that are none', () => {
    const { entry } = newApiKey('portal', ['transactions:read']);
    const limits = { requestsPerMinute: 60 };
    writeFileSync(file, JSON.stringify([{ ...entry, limits }]));
    expect(readApiKeysFile(file)).toEqual([{ ...entry, limits }]);
    writeFileSync(file, JSON.stringify([{ ...entry, limits: { concurrentRequests: 0 } }]));
    expect(() => readApiKeysFile(file)).toThrow(
      /0\.limits\.concurrentRequests: must be a whole number from 1 to 10000/,
    );
  });

  it('is refused in words when a scope is unknown, and when it is empty', () => {
    const { entry } = newApiKey('portal', ['transactions:read']);
    writeFileSync(file, JSON.stringify([{ ...entry, scopes: ['everything'] }]));
    expect(() => readApiKeysFile(file)).toThrow(/0\.scopes\.0: must be one of transactions:read/);
    writeFileSync(file, '[]');
    expect(() => readApiKeysFile(file)).toThrow(/nobody could call the API/);
  });

  it('takes secrets to sign with, random enough and of one client alone', () => {
    const [one, other] = ['billing', 'other'].map((name) => newApiKey(name, ['billing:write']));
    const write = (...secrets: string[][]) => {
      const entries = secrets.map((signingSecrets, i) => ({
        ...(i ? other : one)?.entry,
        signingSecrets,
      }));
      writeFileSync(file, JSON.stringify(entries));
    };
    const secret = (letter: string, bytes = 32) => `whsec_${btoa(letter.repeat(bytes))}`;
    write([secret('s'), secret('t')], [secret('u', 24), secret('v', 64)]);
    expect(readApiKeysFile(file).map(({ signingSecrets }) => signingSecrets?.length)).toEqual([
      2, 2,
    ]);
    const wrong = [secret('s', 23), secret('s', 65), btoa('s'.repeat(32)), 'whsec_!', 'whsec_'];
    for (const each of wrong) {
      write([each]);
      expect(() => readApiKeysFile(file)).toThrow(
        /signingSecrets\.0: must be whsec_ and the Base64 of 24 to 64 random bytes/,
      );
      expect(() => readApiKeysFile(file)).not.toThrow(`${each},`);
    }
    write([]);
    expect(() => readApiKeysFile(file)).toThrow(/signingSecrets: must hold a secret/);
    write([secret('s')], [secret('t'), secret('s')]);
    expect(() => readApiKeysFile(file)).toThrow(/two clients have the same secret/);
    expect(() => readApiKeysFile(file)).not.toThrow(secret('s'));
  });

  it.each(['', ' ', '\n', '\r\n'])(
    'A64: is refused when an entry has the hash of nothing (%j), which everybody has',
    (nothing) => {
      const { entry } = newApiKey('portal', ['transactions:read']);
      const sha256 = createHash('sha256').update(nothing).digest('hex');
      writeFileSync(file, JSON.stringify([{ ...entry, sha256 }]));
      expect(() => readApiKeysFile(file)).toThrow(/0\.sha256: is the hash of an empty key/);
    },
  );

  it.each([
    ['[{"clientName": "billing" "signingSecrets": ["whsec_SECRET"]}]', 'line 1, column 27'],
    ['[\n  {"signingSecrets": [whsec_SECRET]}\n]', 'line 2, column 23'],
    ['[\n  {"sha256": "SECRET"},\n]', 'line 3, column 1'],
    ['[{"sha256": "SECRET', 'line 1, column 13'],
    ['whsec_SECRET', 'line 1, column 1'],
    ['[{"clientName": "a"}] SECRET', 'line 1, column 23'],
    ['[{"signingSecrets": "whsec_SECRET"}]', 'signingSecrets: '],
    ['[{"whsec_SECRET": true}]', 'unknown members: one that is no name'],
    ['', 'it is not JSON'],
  ])(
    'A63: is told by its place when it is broken, and never by a piece of it: %s',
    (text, words) => {
      writeFileSync(file, text);
      expect(() => readApiKeysFile(file)).toThrow(words);
      expect(() => readApiKeysFile(file)).not.toThrow('SECRET');
    },
  );

  it('is refused when a key stands there twice', () => {
    const { entry } = newApiKey('portal', ['transactions:read']);
    writeFileSync(file, JSON.stringify([entry, { ...entry, clientName: 'other' }]));
    expect(() => readApiKeysFile(file)).toThrow(/twice/);
  });
});
