import type { paths } from './api.js';

/** The lists that are answered page by page. */
export type PagedPath = {
  [Path in keyof paths]: paths[Path] extends {
    readonly get: { readonly parameters: { readonly query?: infer Query } };
  }
    ? 'cursor' extends keyof Query
      ? Path
      : 'after' extends keyof Query
        ? Path
        : never
    : never;
}[keyof paths];

/** How pages say where the next one is. */
interface Page {
  readonly nextCursor?: string | null;
  readonly next?: string | null;
  /** Of events, whose `next` is there for good. */
  readonly hasMore?: boolean;
}

/** What the next page is asked for with; null after the last. */
export function nextPage({ nextCursor, next, hasMore }: Page): object | null {
  if (typeof nextCursor === 'string') return { cursor: nextCursor };
  return typeof next === 'string' && hasMore !== false ? { after: next } : null;
}
