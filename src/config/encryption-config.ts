import { z } from 'zod';
import type { Environment } from './env.js';
import { readJsonFile } from './json-file.js';
import { WrongSettings } from './wrong-settings.js';

/** As AES-256 wants them. */
const KEY_BYTES = 32;

/** What is in the file of ENCRYPTION_KEYS_FILE: secret. The codec's own shape, checked against it by the compiler. */
export interface EncryptionKeys {
  /** Whether what is written is encrypted; what was encrypted before is opened either way. */
  readonly isOn: boolean;
  readonly ring: {
    /** Id of the key that encrypts. */
    readonly current: string;
    /** By id; all of them decrypt. */
    readonly keys: ReadonlyMap<string, Uint8Array>;
  };
}

/** Stands in every payload, where everybody can read it. */
const keyId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be letters, digits, dots, dashes, underscores');

const key = z
  .string()
  .refine(isKey, `must be the Base64 of ${String(KEY_BYTES)} random bytes`)
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

export const encryptionKeysSchema = z
  .strictObject({
    current: keyId,
    keys: z.record(keyId, key),
  })
  .superRefine(({ current, keys }, context) => {
    if (current in keys) return;
    const message = 'names a key that is not among the keys';
    context.addIssue({ code: 'custom', path: ['current'], message });
  });

/** Whether what goes to Temporal is encrypted, and where the keys are. */
export interface EncryptionConfig {
  /** False writes as it is; what was encrypted before is read all the same, where there are keys. */
  readonly isOn: boolean;
  /** Null where there are no keys, and never were. */
  readonly keysFile: string | null;
}

/**
 * Without keys nothing starts, unless somebody says that nothing shall be encrypted.
 *
 * @param problems takes what is missing
 */
export function readEncryption(
  { ENCRYPTION = 'on', ENCRYPTION_KEYS_FILE: keysFile }: Environment,
  problems: string[],
): EncryptionConfig {
  const isOn = ENCRYPTION === 'on';
  if (isOn && keysFile === undefined) {
    problems.push(
      'ENCRYPTION_KEYS_FILE is missing: the file of the keys that encrypt personal data in Temporal; ' +
        '"npm run encryption-key" makes it. ENCRYPTION=off goes without.',
    );
  }
  return { isOn, keysFile: keysFile ?? null };
}

/** Of the API, which has keys always: it signs the cursors of its lists by them. */
export type ApiEncryptionConfig = EncryptionConfig & { readonly keysFile: string };

/** @param problems takes what is missing */
export function readApiEncryption(
  environment: Environment,
  problems: string[],
): ApiEncryptionConfig {
  const { isOn, keysFile } = readEncryption(environment, problems);
  if (!isOn && keysFile === null) {
    problems.push(
      'ENCRYPTION_KEYS_FILE is missing: the API signs the cursors of its lists by the keys in it, with ENCRYPTION=off too; ' +
        '"npm run encryption-key" makes it.',
    );
  }
  return { isOn, keysFile: keysFile ?? '' };
}

/** @param setting that names the file @throws WrongSettings with everything that is wrong in it */
export function readKeyRing(
  file: string,
  setting = 'ENCRYPTION_KEYS_FILE',
): EncryptionKeys['ring'] {
  const read = readJsonFile(file, encryptionKeysSchema);
  if ('problems' in read) {
    throw new WrongSettings(read.problems.map((problem) => `${setting}: ${problem}`));
  }
  const { current, keys } = read.value;
  return { current, keys: new Map(Object.entries(keys)) };
}

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}
