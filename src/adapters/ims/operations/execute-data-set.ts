import type { z } from 'zod';
import type { SiteProcedures } from '../../../domain/installation.js';
import { executionFields, type Execution } from './execution.js';
import type { Operation } from './operation.js';

/** A site procedure's part in the contract: what it is asked with, and what its rows say. */
export interface Lookup<Request, Out> {
  /** Which of the installation's procedures it is. */
  readonly lookup: keyof SiteProcedures;
  /** Names without the leading `@`. */
  readonly toParameters: (request: Request) => Readonly<Record<string, string>>;
  readonly answer: z.ZodType<readonly Out[]>;
}

/** The call of a site procedure that only reads, and answers rows. */
export function executeDataSet<Request, Out>({
  lookup,
  answer,
}: Lookup<Request, Out>): Operation<Execution, readonly Out[]> {
  return {
    name: 'ExecuteDataSet',
    service: 'DataAccess',
    effect: 'read',
    toRequest: executionFields,
    answer,
    lookupOf: () => lookup,
    procedureOf: ({ procedure }) => procedure,
  };
}
