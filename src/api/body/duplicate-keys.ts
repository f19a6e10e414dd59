/** What matters in JSON: texts, and the marks that open, close and part things. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

/**
 * The first key that an object of a JSON text has twice, or null. `JSON.parse` keeps the last one in silence, and
 * another reader on the way may keep the first: nobody knows then what was asked for.
 *
 * @param json well-formed JSON
 */
export function firstDuplicateKey(json: string): string | null {
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      // Keys may be written with escapes.
      const key = JSON.parse(last) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
    last = token;
  }
  return null;
}
