import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** What a file holds, or what is wrong with it: one sentence per problem, each with the file and the path in it. */
export type ReadFile<T> = { readonly value: T } | { readonly problems: readonly string[] };

/** Reads a JSON file against its schema. */
export function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): ReadFile<z.output<Schema>> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problems: [`${path} cannot be read: ${reason}.`] };
  }
  const read = schema.safeParse(content);
  if (read.success) return { value: read.data };
  return {
    problems: read.error.issues.map(({ path: place, message }) =>
      place.length === 0 ? `${path}: ${message}.` : `${path}: ${place.join('.')}: ${message}.`,
    ),
  };
}
