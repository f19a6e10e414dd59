import { canonicalJson } from './canonical-json.js';

// Globals of a workflow are looked up through a proxy: once, and not for each character.
const { imul } = Math;

/**
 * A short name for the content of a message, kept so that a repeat can be told from other content under the same id.
 *
 * The order of members does not matter, and members that are undefined do not count. Tells honest mistakes apart
 * (one in 2^53), which is all that is asked: it is no protection against somebody who looks for a collision.
 *
 * @returns up to eleven letters and digits
 */
export function contentDigest(content: unknown): string {
  const text = canonicalJson(content);
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = imul(high ^ unit, 2654435761);
    low = imul(low ^ unit, 1597334677);
  }
  high = imul(high ^ (high >>> 16), 2246822507) ^ imul(low ^ (low >>> 13), 3266489909);
  low = imul(low ^ (low >>> 16), 2246822507) ^ imul(high ^ (high >>> 13), 3266489909);
  return ((high & 0x1fffff) * 2 ** 32 + (low >>> 0)).toString(36);
}
