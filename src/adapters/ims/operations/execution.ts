import type { Fields } from '../request-xml.js';

/** One run of a site procedure. */
export interface Execution {
  /** As in the installation file; IMS adds `_WS` by itself. */
  readonly procedure: string;
  /** Names without the leading `@`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The request of either operation of the service `DataAccess`: names and values by turns. */
export function executionFields({ procedure, parameters }: Execution): Fields {
  return {
    procedureName: procedure,
    parameters: {
      string: Object.entries(parameters).flatMap(([name, value]) => [`@${name}`, value]),
    },
  };
}
