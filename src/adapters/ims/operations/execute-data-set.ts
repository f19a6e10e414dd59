import type { z } from 'zod';
import type { SiteProcedures } from '../../../domain/installation.js';
import type { Operation } from './operation.js';

/** A site procedure's part in the contract: what it is asked with, and what its rows say. */
export interface Lookup<Request, Out> {
  /** Which of the installation's procedures it is. */
  readonly lookup: keyof SiteProcedures;
  /** Names without the leading `@`. */
  readonly toParameters: (request: Request) => Readonly<Record<string, string>>;
  readonly answer: z.ZodType<readonly Out[]>;
}

interface Execution {
  /** As in the installation file; IMS adds `_WS` by itself. */
  readonly procedure: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The call of a site procedure; all of those that Bindery asks for only read. */
export function executeDataSet<Request, Out>({
  lookup,
  answer,
}: Lookup<Request, Out>): Operation<Execution, readonly Out[]> {
  return {
    name: 'ExecuteDataSet',
    service: 'DataAccess',
    effect: 'read',
    toRequest: ({ procedure, parameters }) => ({
      procedureName: procedure,
      parameters: {
        string: Object.entries(parameters).flatMap(([name, value]) => [`@${name}`, value]),
      },
    }),
    answer,
    lookupOf: () => lookup,
  };
}
