import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeyRing } from '../../src/config/encryption-config.js';
import { addKey, makeCurrent } from '../../tools/encryption-keys/keys-file.js';

const NOW = new Date('2027-01-31T12:00:00Z');
const KEY = randomBytes(32).toString('base64');

describe('the file of encryption keys', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'encryption-keys-'));
    file = join(folder, 'keys.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made with a key of 32 bytes that encrypts, for its owner alone', async () => {
    const { keyId, isFirst } = addKey(file, NOW);
    expect(isFirst).toBe(true);
    const { current, keys } = readKeyRing(file);
    expect([current, keys.size, keys.get(keyId)?.length]).toEqual([keyId, 1, 32]);
    expect(keyId).toMatch(/^2027-01-31-[0-9a-f]{8}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('takes a further key that only decrypts, until it is said to be the one', () => {
    const first = addKey(file, NOW);
    const second = addKey(file, NOW);
    expect(second.isFirst).toBe(false);
    expect(readKeyRing(file)).toMatchObject({ current: first.keyId });
    const before = readKeyRing(file).keys;
    makeCurrent(file, second.keyId);
    expect(readKeyRing(file)).toEqual({ current: second.keyId, keys: before });
  });

  it('has no key made current that it does not hold', () => {
    const { keyId } = addKey(file, NOW);
    expect(() => {
      makeCurrent(file, 'other');
    }).toThrow(`has no key other; it has ${keyId}`);
  });

  it.each([
    ['is no JSON', '{"current": "a", "keys": ', /it is not JSON/],
    [
      'names a key that it does not hold',
      { current: 'b', keys: { a: KEY } },
      /current: names a key/,
    ],
    [
      'has a key that is too short',
      { current: 'a', keys: { a: 'c2hvcnQ=' } },
      /keys\.a: must be the Base64 of 32/,
    ],
    [
      'has a key with something behind it',
      { current: 'a', keys: { a: `${KEY}x` } },
      /keys\.a: must be/,
    ],
    ['has an id that is none', { current: 'a b', keys: { 'a b': KEY } }, /must be letters/],
    [
      'has members that nobody knows',
      { current: 'a', keys: { a: KEY }, more: 1 },
      /unknown members: "more"/,
    ],
    ['has no key', { current: 'a', keys: {} }, /names a key/],
  ])('is refused when it %s, and no error repeats a key', async (_, content, reason) => {
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    const error = await Promise.resolve()
      .then(() => readKeyRing(file))
      .then(
        () => null,
        (thrown: unknown) => thrown as Error,
      );
    expect(error?.message).toMatch(reason);
    expect(error?.message).toContain('ENCRYPTION_KEYS_FILE: ');
    expect(error?.message).not.toContain(KEY.slice(0, 8));
  });

  it('is not spoilt by an attempt to change it that went wrong', async () => {
    await writeFile(file, '{');
    expect(() => addKey(file, NOW)).toThrow('it is not JSON');
    expect(await readFile(file, 'utf8')).toBe('{');
  });
});
