/** JSON as it is parsed; what a merge patch takes and gives. */
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Applies an RFC 7396 merge patch: members of the patch replace those of the target, objects are merged, null
 * removes, and a list is replaced as a whole.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map(Object.entries(isJsonObject(target) ? target : {}));
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), change));
  }
  return Object.fromEntries(merged);
}

/** Paths at which two values differ, such as `insured.location.zip`; a list counts as one value. */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      changedPaths(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
