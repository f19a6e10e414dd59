import { Refusal } from './refusal.js';
import { routes, type Route } from './routes.js';

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`),
}));

/** @throws Refusal when no operation is at that path, or none with that method */
export function findRoute(
  method: string,
  path: string,
): { readonly route: Route; readonly names: readonly string[] } {
  const atPath = patterns.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path);
    return match ? [{ route, names: match.slice(1).map(decoded) }] : [];
  });
  const hit = atPath.find(({ route }) => route.method === method);
  if (hit) return hit;
  if (atPath.length === 0) throw new Refusal(404, 'notFound', `There is nothing at ${path}.`);
  const allowed = atPath.map(({ route }) => route.method).join(', ');
  throw new Refusal(405, 'methodNotAllowed', `${method} was found; allowed: ${allowed}.`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, 'invalidRequest', 'A part of the path is not encoded as it must be.');
  }
}
