import { createHash, randomBytes } from 'node:crypto';
import { apiKeySchema } from '../../src/config/api-keys-file.js';
import { UsageError } from '../../src/main/usage-error.js';

export interface NewApiKey {
  /** To be given to the client, once; it is stored nowhere. */
  readonly key: string;
  /** For the file named by API_KEYS_FILE. */
  readonly entry: {
    readonly clientName: string;
    readonly sha256: string;
    readonly scopes: readonly string[];
  };
}

/**
 * Makes a key of 256 random bits. That many need no slow hash: nobody tries them all.
 *
 * @throws UsageError when the name or a scope is not allowed
 */
export function newApiKey(clientName: string, scopes: readonly string[]): NewApiKey {
  const key = `bindery_${randomBytes(32).toString('base64url')}`;
  const sha256 = createHash('sha256').update(key).digest('hex');
  const entry = apiKeySchema.safeParse({ clientName, sha256, scopes });
  if (!entry.success) {
    const problems = entry.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new UsageError(`No key was made: ${problems.join('; ')}.`);
  }
  return { key, entry: entry.data };
}
