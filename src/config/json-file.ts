import { readFileSync } from 'node:fs';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';

/** What a file holds, or what is wrong with it: one sentence per problem, each with the file and the path in it. */
export type ReadFile<T> = { readonly value: T } | { readonly problems: readonly string[] };

/** Longer ones, or those with other characters, are no names: a secret may stand where a name belongs. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,29}$/;

/** Reads a JSON file against its schema. A file may hold secrets: no problem repeats a piece of it. */
export function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): ReadFile<z.output<Schema>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problems: [`${path} cannot be read: ${reason}.`] };
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problems: [`${path} cannot be read: ${whereBroken(text)}.`] };
  }
  const read = schema.safeParse(content);
  if (read.success) return { value: read.data };
  return { problems: read.error.issues.map((issue) => `${path}: ${problemOf(issue)}.`) };
}

/** The parser that reads it quotes the text in its errors; this one only says where. */
function whereBroken(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!first) return 'it is not JSON';
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const problem = printParseErrorCode(first.error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return `it is not JSON, line ${before.length}, column ${column} (${problem.toLowerCase()})`;
}

function problemOf(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code !== 'unrecognized_keys') return place + issue.message;
  const keys = issue.keys.map((key) => (NAME.test(key) ? `"${key}"` : 'one that is no name'));
  return `${place}has unknown members: ${keys.join(', ')}`;
}
