import type { Request } from 'express';

/** The pattern that a request was answered by, not its path: paths of unknown addresses are the sender's text. */
export function routeOf(request: Request): string | null {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : null;
}
