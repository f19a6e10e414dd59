import { hkdfSync } from 'node:crypto';
import type { KeyRing } from './key-ring.js';

const KEY_BYTES = 32;

/**
 * What the API signs the cursors of its lists with: a key made of each of the ring, so that every process of an installation has the
 * same ones, and what is known of one says nothing of the other. The first signs; the others are good for what was signed before.
 */
export function cursorKeys({ current, keys }: KeyRing): readonly Uint8Array[] {
  const others = [...keys.keys()].filter((id) => id !== current);
  return [current, ...others].flatMap((id) => {
    const key = keys.get(id);
    return key ? [new Uint8Array(hkdfSync('sha256', key, '', 'cursors of lists', KEY_BYTES))] : [];
  });
}
