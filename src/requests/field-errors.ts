import type { z } from 'zod';
import {
  FINDING_CODES,
  missing,
  type Finding,
  type FindingCode,
} from '../domain/transaction/finding.js';

/** A fault of a request, found here or by a rule of the domain. */
export type FieldError = Finding;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Every fault of a request in words, each with the path of its field. Never the value, which may be personal data. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return withoutFollowing(error.issues).flatMap((issue) => errorsOfIssue(issue, []));
}

/** What is of another type has no length, and no range. */
function withoutFollowing(issues: readonly Issue[]): readonly Issue[] {
  const mistyped = issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => path);
  const follows = ({ code, path }: Issue) =>
    code !== 'invalid_type' && mistyped.some((other) => fieldPath(other) === fieldPath(path));
  return issues.filter((issue) => !follows(issue));
}

/** `insured.location.zip`, `premium[0].amount`; `…` stands for what the sender named as no field is named. */
export function fieldPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? shownName(String(part)) : `${text}.${shownName(String(part))}`;
  }, '');
}

/** A name as it may be repeated: where a value stands in place of a name, it may be personal data. */
export function shownName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name) ? name : '…';
}

function errorsOfIssue(issue: Issue, prefix: Path): FieldError[] {
  const path = [...prefix, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: fieldPath([...path, key]),
        code: 'unknownField',
        reason: 'is not a field of this request',
        remedy: 'Correct its spelling or leave it out.',
      }));
    case 'invalid_union':
      return errorsOfUnion(issue, path);
    case 'invalid_type':
      return [errorOfType(issue, path)];
    case 'invalid_value':
      return [
        {
          field: fieldPath(path),
          code: 'unknown',
          reason: 'is none of the values possible here',
          remedy: `Use one of ${issue.values.map(String).join(', ')}.`,
        },
      ];
    case 'custom':
      return [worded(fieldPath(path), issue.message, codeNamed(issue.params))];
    case 'too_big':
      return [worded(fieldPath(path), issue.message, 'outOfRange')];
    case 'too_small':
      // A text without a character is no text.
      return [
        worded(
          fieldPath(path),
          issue.message,
          issue.origin === 'string' ? 'malformed' : 'outOfRange',
        ),
      ];
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return [worded(fieldPath(path), issue.message, 'malformed')];
  }
}

/** The code that a rule of a schema gives as its `params`; a value of a wrong form unless said. */
function codeNamed(params: Readonly<Record<string, unknown>> | undefined): FindingCode {
  return FINDING_CODES.find((code) => code === params?.['code']) ?? 'malformed';
}

function errorOfType(issue: Extract<Issue, { code: 'invalid_type' }>, path: Path): FieldError {
  const field = fieldPath(path);
  if (issue.input === undefined && issue.message.includes('received undefined')) {
    return missing(field, 'Add it.');
  }
  if (issue.message.includes('; ')) return worded(field, issue.message, 'malformed');
  return {
    field,
    code: 'malformed',
    reason: `is not ${NAMES_OF_TYPES[issue.expected] ?? `of type ${issue.expected}`}`,
    remedy:
      'Send it as the type that the documentation names, or leave it out where it is optional.',
  };
}

const NAMES_OF_TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** The faults of the branch that was meant, when one was clearly meant; the union's own words otherwise. */
function errorsOfUnion(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): FieldError[] {
  const [best, second] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (best && second && best.length < second.length) {
    return best.flatMap((part) => errorsOfIssue(part, path));
  }
  return [worded(fieldPath(path), issue.message, 'malformed')];
}

/** Takes "reason; remedy" apart. */
function worded(field: string, message: string, code: FindingCode): FieldError {
  const [reason = '', remedy] = message.split('; ');
  const asked = remedy ?? 'see the documentation of this field';
  return { field, code, reason, remedy: `${asked.charAt(0).toUpperCase()}${asked.slice(1)}.` };
}
