import type { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

/** A copy of what was posted without the members that its schema does not have, however deep they lie. */
export function withoutUnknownFields(schema: z.ZodType, posted: Json): Json {
  const copy = structuredClone(posted) as Record<string, unknown>;
  const { error } = schema.safeParse(copy);
  for (const issue of error?.issues ?? []) {
    if (issue.code !== 'unrecognized_keys') continue;
    const owner = issue.path.reduce<unknown>(memberOf, copy);
    for (const key of issue.keys) if (isObject(owner)) Reflect.deleteProperty(owner, key);
  }
  return copy;
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
