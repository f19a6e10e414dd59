import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../../src/main/usage-error.js';

/** Who asks, and where. */
export interface ApiAccess {
  /** Root of the API. */
  readonly url: string;
  /** What the API knows its client by; it is never shown. */
  readonly key: string;
}

/** The API of Bindery, as a command asks it. */
export interface Api {
  /**
   * @param body absent for a GET
   * @throws NotAnswering, UsageError when the API says no
   */
  readonly ask: <Answer>(schema: z.ZodType<Answer>, path: string, body?: object) => Promise<Answer>;
}

/** The API, Temporal or its workers do not answer now; the same may be asked again. */
export class NotAnswering extends UsageError {
  override readonly name = 'NotAnswering';
}

/** The file that `npm start` writes. */
const KEY_FILE = '.bindery/api-key';

/**
 * The key of the API: of the file that was named, else of the environment, else of the file that `npm start` writes.
 *
 * @throws UsageError where the file cannot be read
 */
export function keyOf(file: string | null, ofEnvironment: string | null): string {
  if (file === null && ofEnvironment !== null) return ofEnvironment;
  return readKey(file ?? KEY_FILE);
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The key of the API cannot be read: ${reason}. "npm start" writes one; --key-file says where yours is, or API_KEY has it.`,
      { cause: error },
    );
  }
}

/** Behind it waits a person. */
const LONGEST_CALL_MS = 60_000;

export function apiAt({ url, key }: ApiAccess): Api {
  return { ask: (schema, path, body) => answerOf(schema, `${url}${path}`, key, body) };
}

async function answerOf<Answer>(
  schema: z.ZodType<Answer>,
  url: string,
  key: string,
  body: object | undefined,
): Promise<Answer> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    signal: AbortSignal.timeout(LONGEST_CALL_MS),
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (response === null) throw new NotAnswering(`Nothing answers at ${url}.`);
  const answer: unknown = await response.json().catch(() => null);
  if (response.status === 503) throw new NotAnswering(`${reasonOf(answer, 503)} Ask again soon.`);
  if (!response.ok) throw new UsageError(`The API says no: ${reasonOf(answer, response.status)}`);
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new UsageError(`What answers at ${url} is not the API of Bindery.`);
}

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string(), reason: z.string(), remedy: z.string() }))
    .optional(),
});

/** An entry in a list is named by its place. */
function reasonOf(answer: unknown, status: number): string {
  const read = problemSchema.safeParse(answer);
  if (!read.success) return `HTTP ${String(status)}.`;
  const { title, detail = `${title}.`, errors = [] } = read.data;
  const fields = errors.map(({ field, reason, remedy }) => `\n  ${field} ${reason}; ${remedy}`);
  return `${detail}${fields.join('')}`;
}
