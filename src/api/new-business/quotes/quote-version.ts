import type { Request } from 'express';
import { z } from 'zod';
import type { KnownRecord } from '../../../temporal/visible-transactions.js';
import { Problem } from '../../problem.js';

/** A version of the request of a quote, as a client has read it. */
export interface QuoteVersion {
  readonly revision: number;
  /** Tells the run of the workflow that has counted it from every other. */
  readonly run: string;
}

const VERSION = /^"(\d{1,9})-([0-9a-f]{12})"$/;

/** Of a route that takes the version that was read. */
export const versionHeader = z.string().meta({
  description: 'The `ETag` that was read; what is none is refused as one that is stale.',
  pattern: VERSION.source,
  example: '"0-5f1c9e02b7a4"',
});

/** Names a version of the request of a quote. A run that takes a quote up counts anew, and is not taken for the one before. */
export function etagOf({ revision, runId }: Pick<KnownRecord, 'revision' | 'runId'>): string {
  return runId === undefined ? `"${revision}"` : `"${revision}-${markOf(runId)}"`;
}

/** The version that a client says it has read; null where it says none. @throws Problem `stale-version` for what was never answered */
export function readVersion(request: Request): QuoteVersion | null {
  const etag = request.get('If-Match');
  if (etag === undefined) return null;
  const [, digits, run] = VERSION.exec(etag.trim()) ?? [];
  if (digits === undefined || run === undefined) throw new Problem('stale-version');
  return { revision: Number(digits), run };
}

export function isOfRun({ run }: QuoteVersion, runId: string): boolean {
  return run === markOf(runId);
}

/** The end of a run id is random, however its beginning was made. */
function markOf(runId: string): string {
  return runId.slice(-12);
}
