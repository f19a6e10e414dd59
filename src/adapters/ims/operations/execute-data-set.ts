import type { z } from 'zod';
import type { SiteProcedures } from '../../../domain/product/installation.js';
import { executionFields, type Execution } from './execution.js';
import type { Operation } from './operation.js';
import { isAbout, rowsWith } from './rows.js';

/** A site procedure's part in the contract: what it is asked with, and what its rows say. */
export interface Lookup<Request, Out> {
  /** Which of the installation's procedures it is. */
  readonly lookup: keyof SiteProcedures;
  /** Names without the leading `@`. */
  readonly toParameters: (request: Request) => Readonly<Record<string, string>>;
  /** Columns by which a row says what it is about; the parameters unless said. See `isAbout`. */
  readonly asked?: (request: Request) => Readonly<Record<string, string>>;
  /** A column that every row has. */
  readonly key: string;
  readonly row: z.ZodType<Out>;
}

/**
 * The call of a site procedure that only reads, and answers rows.
 *
 * @param asked rows about anything else than this are not counted
 */
export function executeDataSet<Request, Out>(
  { key, row }: Lookup<Request, Out>,
  asked: Readonly<Record<string, string>> = {},
): Operation<Execution, readonly Out[]> {
  return {
    name: 'ExecuteDataSet',
    service: 'DataAccess',
    effect: 'read',
    toRequest: executionFields,
    answer: rowsWith(key, row, (candidate) => isAbout(candidate, asked)),
    procedureOf: ({ procedure }) => procedure,
  };
}
