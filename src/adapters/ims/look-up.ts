import { LookupNotAvailable } from '../../ports/call-errors.js';
import type { InstallationContext } from './installation-context.js';
import { executeDataSet, type Lookup } from './operations/execute-data-set.js';

/** Asks a procedure of the site; only what is exactly what was asked for counts. */
export type LookUp = <Request, Out>(
  lookup: Lookup<Request, Out>,
  request: Request,
) => Promise<readonly Out[]>;

/**
 * Look-ups through the procedures that the installation file names. One that is named must work: whatever goes
 * wrong with it is an error, never an empty answer.
 *
 * @throws LookupNotAvailable when the file names none
 */
export function createLookUp({ ims, installation }: InstallationContext): LookUp {
  return async (lookup, request) => {
    const procedure = installation.procedures[lookup.lookup];
    if (procedure === null) throw new LookupNotAvailable(lookup.lookup);
    const parameters = lookup.toParameters(request);
    const asked = lookup.asked?.(request) ?? parameters;
    return ims.call(executeDataSet(lookup, asked), { procedure, parameters });
  };
}
