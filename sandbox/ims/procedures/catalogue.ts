import { LOOKUPS } from './lookups.js';
import { MID_TERM } from './mid-term.js';
import type { Procedure } from './procedure.js';
import { REFERENCES } from './references.js';
import { VENDOR_PROCEDURES } from './vendor.js';

/** Every procedure of this installation by its full name in lower case. */
export const PROCEDURES: ReadonlyMap<string, Procedure> = new Map(
  Object.entries({ ...VENDOR_PROCEDURES, ...LOOKUPS, ...REFERENCES, ...MID_TERM }).map(
    ([name, procedure]) => [`${name}_WS`.toLowerCase(), procedure],
  ),
);
