import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { NotWhole, UnknownKey, type KeyRing } from '../../src/encryption/key-ring.js';
import { isEncrypted, payloadCodec } from '../../src/encryption/payload-codec.js';

const OLD = new Uint8Array(randomBytes(32));
const NEW = new Uint8Array(randomBytes(32));
const before: KeyRing = { current: 'old', keys: new Map([['old', OLD]]) };
const after: KeyRing = {
  current: 'new',
  keys: new Map([
    ['old', OLD],
    ['new', NEW],
  ]),
};

const SECRET = { ssn: '078-05-1120', name: 'Zoë Ng' };
const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const value = (payload: Payload | undefined): unknown =>
  defaultPayloadConverter.fromPayload(payload ?? {});

function codecOf(ring: KeyRing, isOn = true) {
  const codec = payloadCodec({ ring, isOn });
  return {
    encode: async (payload: Payload) => (await codec.encode([payload]))[0] ?? {},
    decode: async (payload: Payload) => (await codec.decode([payload]))[0] ?? {},
  };
}

/** All that a payload has, for looking through it. */
function bytesOf({ data, metadata = {} }: Payload): Buffer {
  return Buffer.concat([...Object.values(metadata ?? {}), data ?? new Uint8Array()]);
}

describe('what is handed to Temporal', () => {
  it('is closed whole, and opened as it was', async () => {
    const { encode, decode } = codecOf(before);
    const closed = await encode(plain(SECRET));
    expect(isEncrypted(closed)).toBe(true);
    for (const piece of ['078', 'ssn', 'Zoë', 'json/plain'])
      expect(bytesOf(closed).includes(piece), piece).toBe(false);
    expect(Object.keys(closed.metadata ?? {})).toEqual(['encoding', 'encryption-key-id']);
    expect(value(await decode(closed))).toEqual(SECRET);
  });

  it.each([[undefined], [null], [''], [new Uint8Array([1, 2, 3])], ['x'.repeat(1_000_000)]])(
    'is the same again, whatever it is (%#)',
    async (content) => {
      const { encode, decode } = codecOf(before);
      expect(value(await decode(await encode(plain(content))))).toEqual(content);
    },
  );

  it('is never closed twice in the same way, so that nobody sees that two are equal', async () => {
    const { encode } = codecOf(before);
    const [one, other] = [await encode(plain(SECRET)), await encode(plain(SECRET))];
    expect(Buffer.from(one.data ?? []).equals(other.data ?? new Uint8Array())).toBe(false);
  });

  it('is opened with the key that closed it, also when another one closes now', async () => {
    const closed = await codecOf(before).encode(plain(SECRET));
    const { encode, decode } = codecOf(after);
    expect(value(await decode(closed))).toEqual(SECRET);
    const newer = await encode(plain(SECRET));
    expect(Buffer.from(newer.metadata?.['encryption-key-id'] ?? []).toString()).toBe('new');
    expect(value(await decode(newer))).toEqual(SECRET);
  });

  it('is left as it is when it was never closed', async () => {
    expect(await codecOf(after).decode(plain(SECRET))).toEqual(plain(SECRET));
  });

  it('is opened and not closed while encryption is off', async () => {
    const closed = await codecOf(before).encode(plain(SECRET));
    const { encode, decode } = codecOf(after, false);
    expect(value(await decode(closed))).toEqual(SECRET);
    expect(await encode(plain(SECRET))).toEqual(plain(SECRET));
  });

  it('is not opened without its key, and the error names the key and the remedy alone', async () => {
    const closed = await codecOf(after).encode(plain(SECRET));
    const opening = codecOf(before).decode(closed);
    await expect(opening).rejects.toThrow(UnknownKey);
    await expect(opening).rejects.toThrow(/the key "new".*Put that key back/);
  });

  it.each([
    ['another key under the same id', { current: 'old', keys: new Map([['old', NEW]]) }],
    ['the id of another key in its place', after],
  ])('is not opened with %s', async (_, ring: KeyRing) => {
    const closed = await codecOf(before).encode(plain(SECRET));
    const id = new TextEncoder().encode(ring.current);
    const renamed = { ...closed, metadata: { ...closed.metadata, 'encryption-key-id': id } };
    await expect(codecOf(ring).decode(renamed)).rejects.toThrow(NotWhole);
  });

  it('is not opened when a bit of it was changed, or when it is cut', async () => {
    const closed = await codecOf(before).encode(plain(SECRET));
    const data = Buffer.from(closed.data ?? []);
    for (let at = 0; at < data.length; at += 7) {
      const changed = Buffer.from(data);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await expect(codecOf(before).decode({ ...closed, data: changed })).rejects.toThrow(NotWhole);
    }
    for (const length of [0, 11, 27, data.length - 1]) {
      const cut = { ...closed, data: data.subarray(0, length) };
      await expect(codecOf(before).decode(cut)).rejects.toThrow(NotWhole);
    }
  });
});
