import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchEncryptionKeys } from '../../src/config/watched-encryption-keys.js';
import { KEY_ID, payloadCodec } from '../../src/encryption/payload-codec.js';

let folder: string;
let file: string;
let stop: AbortController;
const logged: { readonly facts: object; readonly message: string }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-encryption-keys-'));
  file = join(folder, 'encryption-keys.json');
  stop = new AbortController();
  logged.length = 0;
});
afterEach(() => {
  stop.abort();
  rmSync(folder, { recursive: true });
});

const keyOf = (id: string) => Buffer.alloc(32, id).toString('base64');
const write = (current: string, ...others: readonly string[]) => {
  const keys = Object.fromEntries([current, ...others].map((id) => [id, keyOf(id)]));
  writeFileSync(file, JSON.stringify({ current, keys }));
};
const line = (facts: object, message: string) => logged.push({ facts, message });
const log = { info: line, error: line };

describe('the keys of a running process that encrypts', () => {
  it('are those of the file as it changes: one added opens, one made current closes, a broken file changes nothing', async () => {
    write('first');
    const { keys, warnings } = watchEncryptionKeys(
      { isOn: true, keysFile: file },
      { everyMs: 10, stop: stop.signal, log },
    );
    const codec = payloadCodec(keys);
    const other = payloadCodec({
      isOn: true,
      ring: { current: 'second', keys: new Map([['second', Buffer.alloc(32, 'second')]]) },
    });
    const plain = defaultPayloadConverter.toPayload({ name: 'Zoe' });
    const closedWith = async () =>
      Buffer.from((await codec.encode([plain]))[0]?.metadata?.[KEY_ID] ?? []).toString();
    const ofOther = await other.encode([plain]);
    expect(await closedWith()).toBe('first');
    await expect(codec.decode(ofOther)).rejects.toThrow(/key "second"/);

    write('first', 'second');
    const opened = async () => {
      const [payload = {}] = await codec.decode(ofOther).catch(() => []);
      return payload.data ? defaultPayloadConverter.fromPayload(payload) : null;
    };
    await expect.poll(opened).toEqual({ name: 'Zoe' });
    expect(await closedWith()).toBe('first');

    write('second', 'first');
    await expect.poll(closedWith).toBe('second');

    writeFileSync(file, '{"current": "third"');
    await expect.poll(() => warnings().length).toBe(1);
    expect(await closedWith()).toBe('second');
    expect(logged.at(-1)?.message).toBe(
      'Encryption keys file is broken; those of before are taken',
    );
    expect(JSON.stringify([logged, warnings()])).not.toContain(keyOf('first'));
  });
});
