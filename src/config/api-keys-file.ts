import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readJsonFile } from './json-file.js';
import { isSigningSecret, SIGNING_SECRET_FORM } from './signing-secret.js';
import { WrongSettings } from './wrong-settings.js';

/** What a key of the API may be for; the API's own list, checked against this one by the compiler. */
export const API_SCOPES = [
  'transactions:read',
  'transactions:write',
  'transactions:operate',
  'billing:write',
  'webhooks:manage',
  'payloads:read',
] as const;

/** What a script hashes whose variable is not set. */
const HASHES_OF_NOTHING: ReadonlySet<string> = new Set(
  ['', ' ', '\n', '\r\n', '\0', '""', "''"].map((nothing) =>
    createHash('sha256').update(nothing).digest('hex'),
  ),
);

function limit(most: number) {
  const message = `must be a whole number from 1 to ${String(most)}`;
  return z.int(message).min(1, message).max(most, message);
}

export const apiKeySchema = z.strictObject({
  clientName: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the 64 hexadecimal digits of a SHA-256')
    .refine(
      (sha256) => !HASHES_OF_NOTHING.has(sha256),
      'is the hash of an empty key, which everybody has',
    ),
  scopes: z
    .array(z.enum(API_SCOPES, { error: `must be one of ${API_SCOPES.join(', ')}` }))
    .min(1, 'must name at least one scope'),
  /** Shared with a client that signs its messages: the one in use, and while it is changed the one that follows. */
  signingSecrets: z
    .array(z.string().refine(isSigningSecret, `must be ${SIGNING_SECRET_FORM}`))
    .min(1, 'must hold a secret, or be left out')
    .max(4, 'must hold four secrets at most')
    .optional(),
  /** Where they are others than the settings say. */
  limits: z
    .strictObject({
      requestsPerMinute: limit(1_000_000).optional(),
      concurrentRequests: limit(10_000).optional(),
    })
    .optional(),
});

export type ApiKeyEntry = z.output<typeof apiKeySchema>;

const schema = z
  .array(apiKeySchema)
  .min(1, 'holds no key, so that nobody could call the API')
  .superRefine((keys, context) => {
    for (const [index, { sha256 }] of keys.entries()) {
      if (keys.findIndex((key) => key.sha256 === sha256) !== index) {
        context.addIssue({ code: 'custom', path: [index], message: 'the key stands there twice' });
      }
      // A signature names its client by the secret alone.
      if (keys.some((key) => sharesSecret(key, keys[index]))) {
        const message = 'two clients have the same secret';
        context.addIssue({ code: 'custom', path: [index, 'signingSecrets'], message });
      }
    }
  });

function sharesSecret(one: ApiKeyEntry, other: ApiKeyEntry | undefined): boolean {
  const secrets = new Set(one.signingSecrets);
  return (
    one.clientName !== other?.clientName &&
    (other?.signingSecrets ?? []).some((secret) => secrets.has(secret))
  );
}

/**
 * Who may call the API. A client may have two keys for a while, so that they can be changed without a pause.
 *
 * @throws WrongSettings with everything that is wrong in the file
 */
export function readApiKeysFile(path: string): readonly ApiKeyEntry[] {
  const read = readJsonFile(path, schema);
  if ('problems' in read) throw new WrongSettings(read.problems.map((p) => `API_KEYS_FILE: ${p}`));
  return read.value;
}
