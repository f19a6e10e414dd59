import type { Instant } from '../calendar/instant.js';

/** When work has changed last; absent where an older version has left that unsaid. */
export interface Updated {
  readonly updatedAt?: Instant;
}

export function updatedIn({ updatedAt }: Updated): Updated {
  return updatedAt === undefined ? {} : { updatedAt };
}
