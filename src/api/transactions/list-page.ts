import type { MakesCursors } from '../cursors.js';
import { Problem } from '../problem.js';
import { grpcCode } from '../../temporal/deadlines.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { listExecutions } from '../../temporal/executions.js';

/** Of every list, where a client asks for no other. */
export const DEFAULT_PAGE_SIZE = 50;
/** gRPC code of a page token that the server did not make. */
const INVALID_ARGUMENT = 3;

/** What a client asks of a list. */
export interface PageQuery {
  readonly pageSize?: number | undefined;
  readonly cursor?: string | undefined;
}

/** What is listed: the operation that lists it, and what it finds, in Temporal's query language. */
export interface Searched {
  readonly list: string;
  readonly search: string;
}

/**
 * One page of a list of workflows, with the cursor of the next.
 *
 * @param malformed what is said of a cursor that is not of this search: `invalid-parameter`, where nothing else is
 * @throws Problem for a cursor that is not of this search
 */
export async function listPage(
  context: Temporal & MakesCursors,
  { list, search }: Searched,
  { pageSize = DEFAULT_PAGE_SIZE, cursor }: PageQuery,
  malformed: () => Problem = malformedCursor,
) {
  const nextPageToken =
    cursor === undefined ? null : context.cursors.placeIn(cursor, [list, search]);
  if (cursor !== undefined && nextPageToken === null) throw malformed();
  const page = await listExecutions(context, { query: search, pageSize, nextPageToken }).catch(
    (error: unknown) => {
      if (cursor !== undefined && grpcCode(error) === INVALID_ARGUMENT) throw malformed();
      throw error;
    },
  );
  const next = page.nextPageToken;
  return { page, nextCursor: next.length === 0 ? null : context.cursors.of(next, [list, search]) };
}

/** What is said of a cursor that is not of this search. @param next the member of a page that has the next one */
export function malformedCursor(field = 'cursor', next = 'nextCursor'): Problem {
  return new Problem('invalid-parameter', {
    detail: 'Some query parameters cannot be used.',
    errors: [
      {
        field,
        code: 'malformed',
        reason: 'is not a cursor of this search',
        remedy: `Use ${next} of the page before as it is, with the same filters, or leave it out to begin anew.`,
      },
    ],
  });
}
