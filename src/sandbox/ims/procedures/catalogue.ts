import { LOOKUPS } from './lookups.js';
import type { Procedure } from './procedure.js';
import { VENDOR_PROCEDURES } from './vendor.js';

/** Every procedure of this installation by its full name in lower case. */
export const PROCEDURES: ReadonlyMap<string, Procedure> = new Map(
  Object.entries({ ...VENDOR_PROCEDURES, ...LOOKUPS }).map(([name, procedure]) => [
    `${name}_WS`.toLowerCase(),
    procedure,
  ]),
);
