import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { readKeyRing } from '../../src/config/encryption-config.js';
import { UsageError } from '../../src/main/usage-error.js';

/** As ENCRYPTION_KEYS_FILE holds them: the Base64 of each key by its id, and the id of the one that encrypts. */
interface KeysFile {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Adds a new key to a file, or makes the file. The first key encrypts at once; a further one only decrypts, until every
 * process knows it and somebody says that it is the one to use.
 *
 * @returns the id of the key; the key itself is shown nowhere
 * @throws WrongSettings when there is a file that cannot be used
 */
export function addKey(
  file: string,
  now: Date,
): { readonly keyId: string; readonly isFirst: boolean } {
  const before = existsSync(file) ? readKeysFile(file) : null;
  const keyId = `${now.toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`;
  const keys = { ...before?.keys, [keyId]: randomBytes(32).toString('base64') };
  writeKeysFile(file, { current: before?.current ?? keyId, keys });
  return { keyId, isFirst: before === null };
}

/**
 * Has another key of the file encrypt from now on.
 *
 * @throws UsageError when the file does not hold it
 * @throws WrongSettings when the file cannot be used
 */
export function makeCurrent(file: string, keyId: string): void {
  const { keys } = readKeysFile(file);
  if (!(keyId in keys)) {
    throw new UsageError(`${file} has no key ${keyId}; it has ${Object.keys(keys).join(', ')}.`);
  }
  writeKeysFile(file, { current: keyId, keys });
}

function readKeysFile(file: string): KeysFile {
  const { current, keys } = readKeyRing(file);
  const written = [...keys].map(([id, key]) => [id, Buffer.from(key).toString('base64')] as const);
  return { current, keys: Object.fromEntries(written) };
}

/** In one step, so that no process meets half of it, and for its owner alone. */
function writeKeysFile(file: string, content: KeysFile): void {
  const unfinished = `${file}.${String(process.pid)}.new`;
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
}
