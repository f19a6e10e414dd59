import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** As GCM wants them: 96 bits, random, so that no process needs to know how many another has used. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The keys of an installation: the one that closes what is written now, and those that open what was written before. They may be others
 * whenever it is looked at: whoever needs both looks once.
 */
export interface KeyRing {
  /** Id of the key that closes. */
  readonly current: string;
  /** Each of 32 bytes, by its id. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** What something was closed as; it cannot be opened as anything else. */
export type Purpose = 'payload' | 'session';

/** What was closed: opened by the key of that id alone. */
export interface Sealed {
  readonly keyId: string;
  /** Nonce, what was closed, and the tag that proves that it is whole. */
  readonly bytes: Uint8Array;
}

/** Something was closed with a key that this process does not have. */
export class UnknownKey extends Error {
  override readonly name = 'UnknownKey';

  constructor(keyId: string) {
    super(
      `This was encrypted with the key "${keyId}", which ENCRYPTION_KEYS_FILE does not hold. ` +
        'Put that key back into the file.',
    );
  }
}

/** Something was changed after it was closed, or closed with another key of the same id. */
export class NotWhole extends Error {
  override readonly name = 'NotWhole';

  constructor(keyId: string) {
    super(
      `This says that it was encrypted with the key "${keyId}", and that key does not open it: ` +
        'it was changed afterwards, or another key once had this id.',
    );
  }
}

/** Closes bytes with the current key. Purpose and id of the key are part of what the tag proves. */
export function seal(
  { current: keyId, keys }: KeyRing,
  purpose: Purpose,
  content: Uint8Array,
): Sealed {
  const key = keys.get(keyId);
  if (!key) throw new UnknownKey(keyId);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(proven(purpose, keyId));
  const closed = [nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()];
  return { keyId, bytes: Buffer.concat(closed) };
}

/**
 * Opens what was closed with any key of the ring.
 *
 * @throws UnknownKey when the ring does not have the key
 * @throws NotWhole when the key does not open it
 */
export function open(
  { keys }: Pick<KeyRing, 'keys'>,
  purpose: Purpose,
  { keyId, bytes }: Sealed,
): Uint8Array {
  const key = keys.get(keyId);
  if (!key) throw new UnknownKey(keyId);
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new NotWhole(keyId);
  const tagAt = bytes.length - TAG_BYTES;
  const cipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(proven(purpose, keyId))
    .setAuthTag(bytes.subarray(tagAt));
  const begun = cipher.update(bytes.subarray(NONCE_BYTES, tagAt));
  try {
    return Buffer.concat([begun, cipher.final()]);
  } catch {
    throw new NotWhole(keyId);
  }
}

function proven(purpose: Purpose, keyId: string): Buffer {
  return Buffer.from(`${purpose}:${keyId}`);
}
