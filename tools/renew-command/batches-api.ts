import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../../src/main/usage-error.js';

const progressSchema = z.object({
  requestId: z.string(),
  state: z.enum(['running', 'paused', 'cancelled', 'done', 'endedInTemporal']),
  policies: z.number(),
  done: z.number(),
  toDo: z.number(),
  open: z.number(),
  outcomes: z.object({
    started: z.number(),
    known: z.number(),
    refused: z.number(),
    unknown: z.number(),
    failed: z.number(),
  }),
  ratePerMinute: z.number().nullable(),
  estimatedEnd: z.string().nullable(),
});
export type Progress = z.output<typeof progressSchema>;

const resultsSchema = z.object({
  items: z.array(
    z.object({
      policyNumber: z.string(),
      outcome: z.string(),
      renewal: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.number().nullable(),
});
type Results = z.output<typeof resultsSchema>;

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string(), reason: z.string(), remedy: z.string() }))
    .optional(),
});

/** What a batch is started with. */
export interface Wanted {
  readonly requestId: string;
  readonly policyNumbers: readonly string[];
  readonly perMinute: number | undefined;
  readonly mostOpen: number | undefined;
}

/** The routes of the API for batches of renewals. */
export interface Batches {
  /** Null where the API, Temporal or its workers do not answer now. @throws UsageError when the API says no */
  readonly start: (wanted: Wanted) => Promise<Progress | null>;
  readonly progress: (requestId: string) => Promise<Progress | null>;
  readonly results: (
    requestId: string,
    outcome: keyof Progress['outcomes'],
    after: number,
  ) => Promise<Results | null>;
}

/** @throws UsageError where the file of the key cannot be read */
export function batchesAt(url: string, keyFile: string): Batches {
  const key = readKey(keyFile);
  const pathOf = (requestId: string) => `/api/renewal-batches/${encodeURIComponent(requestId)}`;
  const ask = <Answer>(schema: z.ZodType<Answer>, path: string, body?: object) =>
    answerOf(schema, `${url}${path}`, key, body);
  return {
    start: (wanted) => ask(progressSchema, '/api/renewal-batches', wanted),
    progress: (requestId) => ask(progressSchema, pathOf(requestId)),
    results: (requestId, outcome, after) =>
      ask(
        resultsSchema,
        `${pathOf(requestId)}/results?outcome=${outcome}&after=${String(after)}&pageSize=1000`,
      ),
  };
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The key of the API cannot be read: ${reason}. "npm start" writes one; --key-file says where yours is.`,
      { cause: error },
    );
  }
}

/** Behind it waits a person. */
const LONGEST_CALL_MS = 60_000;

async function answerOf<Answer>(
  schema: z.ZodType<Answer>,
  url: string,
  key: string,
  body: object | undefined,
): Promise<Answer | null> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    signal: AbortSignal.timeout(LONGEST_CALL_MS),
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (response === null || response.status === 503) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new UsageError(`The API says no: ${reasonOf(answer, response.status)}`);
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new UsageError(`What answers at ${url} is not the API of Bindery.`);
}

/** An entry in a list is named by its place. */
function reasonOf(answer: unknown, status: number): string {
  const read = problemSchema.safeParse(answer);
  if (!read.success) return `HTTP ${String(status)}.`;
  const { title, detail = `${title}.`, errors = [] } = read.data;
  const fields = errors.map(({ field, reason, remedy }) => `\n  ${field} ${reason}; ${remedy}`);
  return `${detail}${fields.join('')}`;
}
