import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { payloadCodec } from '../src/encryption/payload-codec.js';
import { number, say, table } from './report.js';

const KIB = [0.25, 1, 4, 16, 64, 256];
/** In all for a size, so that small ones are measured over many calls. */
const BYTES_PER_SIZE = 32 * 1024 * 1024;
const MOST_CALLS = 20_000;

/** CPU of encrypting a payload and of decrypting it, and by how much it grows. */
export async function measureEncryption(): Promise<void> {
  say('### Encryption\n');
  const current = '2027-01-31-1f0c9a2e';
  const ring = { current, keys: new Map([[current, randomBytes(32)]]) };
  const codec = payloadCodec({ isOn: true, ring });
  const rows: string[][] = [];
  for (const kib of KIB) {
    const plain = defaultPayloadConverter.toPayload('x'.repeat(kib * 1024));
    const calls = Math.min(MOST_CALLS, Math.ceil(BYTES_PER_SIZE / (kib * 1024)));
    const closed = await codec.encode([plain]);
    const encrypt = await cpuOf(calls, () => codec.encode([plain]));
    const decrypt = await cpuOf(calls, () => codec.decode(closed));
    const grows = sizeOf(closed) - sizeOf([plain]);
    rows.push([String(kib), number(encrypt), number(decrypt), String(grows)]);
  }
  table(['KiB', 'µs to encrypt', 'µs to decrypt', 'bytes more'], rows);
}

/** Microseconds of CPU per call, after as many calls that are not counted. */
async function cpuOf(calls: number, call: () => Promise<unknown>): Promise<number> {
  for (let done = 0; done < calls; done++) await call();
  const before = process.cpuUsage();
  for (let done = 0; done < calls; done++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

function sizeOf(payloads: readonly Payload[]): number {
  const parts = payloads.flatMap(({ metadata, data }) => [
    ...Object.entries(metadata ?? {}).flatMap(([name, value]) => [Buffer.from(name), value]),
    data ?? new Uint8Array(),
  ]);
  return parts.reduce((sum, { length }) => sum + length, 0);
}
