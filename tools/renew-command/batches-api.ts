import { z } from 'zod';
import { inPath } from '../../src/domain/addresses.js';
import type { Api } from '../api/api-client.js';

const progressSchema = z.object({
  requestId: z.string(),
  state: z.enum(['running', 'paused', 'cancelled', 'done', 'endedInTemporal']),
  policies: z.number(),
  done: z.number(),
  toDo: z.number(),
  open: z.number(),
  outcomes: z.object({
    started: z.number(),
    known: z.number(),
    refused: z.number(),
    unknown: z.number(),
    failed: z.number(),
  }),
  ratePerMinute: z.number().nullable(),
  estimatedEnd: z.string().nullable(),
});
export type Progress = z.output<typeof progressSchema>;

const resultsSchema = z.object({
  items: z.array(
    z.object({
      policyNumber: z.string(),
      outcome: z.string(),
      renewal: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
type Results = z.output<typeof resultsSchema>;

/** What a batch is started with. */
export interface Wanted {
  readonly requestId: string;
  readonly policyNumbers: readonly string[];
  readonly perMinute: number | undefined;
  readonly mostOpen: number | undefined;
}

/** The routes of the API for batches of renewals. Each throws as `ask` does. */
export interface Batches {
  readonly start: (wanted: Wanted) => Promise<Progress>;
  readonly progress: (requestId: string) => Promise<Progress>;
  readonly results: (
    requestId: string,
    outcome: keyof Progress['outcomes'],
    after: string | null,
  ) => Promise<Results>;
}

export function batchesOf({ ask }: Api): Batches {
  const pathOf = (requestId: string) => `/api/renewal-batches/${inPath(requestId)}`;
  return {
    start: (wanted) => ask(progressSchema, '/api/renewal-batches', wanted),
    progress: (requestId) => ask(progressSchema, pathOf(requestId)),
    results: (requestId, outcome, after) =>
      ask(
        resultsSchema,
        `${pathOf(requestId)}/results?outcome=${outcome}&pageSize=1000${after === null ? '' : `&after=${after}`}`,
      ),
  };
}
