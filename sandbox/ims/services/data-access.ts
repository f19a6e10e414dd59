import type { Book } from '../book/store.js';
import { PROCEDURES } from '../procedures/catalogue.js';
import type { ProcedureAnswer } from '../procedures/procedure.js';
import { cellText, writeResults } from '../result-set.js';
import { ServiceFault, sqlFault } from '../soap/faults.js';
import { reads, type Implementations } from './operation.js';

interface Execution {
  readonly procedureName: string | null;
  readonly parameters: readonly (string | null)[] | null;
}

/** Column in which SQL Server hands out the result of a `FOR XML` query. */
const XML_COLUMN = 'XML_F52E2B61-18A1-11d1-B105-00805F49916B';

export function dataAccess(book: Book): Implementations {
  // Reads to the endpoint: each procedure opens a transaction of its own when it writes.
  return {
    ExecuteDataSet: reads((request: Execution) => {
      const answer = execute(book, request);
      if ('tables' in answer) return writeResults(answer.tables, book.settings());
      if (book.settings().validCompanyLines === 'bare') return answer.xml;
      return writeResults([[{ [XML_COLUMN]: answer.xml }]], book.settings());
    }),
    ExecuteCommand: reads((request: Execution) => {
      const answer = execute(book, request);
      if ('xml' in answer) return answer.xml;
      const first = Object.values(answer.tables[0]?.[0] ?? {})[0] ?? null;
      return first === null ? null : cellText(first, book.settings());
    }),
  };
}

function execute(book: Book, { procedureName, parameters }: Execution): ProcedureAnswer {
  const name = `${procedureName ?? ''}_WS`;
  const given = readPairs(parameters ?? []);
  const procedure = PROCEDURES.get(name.toLowerCase());
  if (!procedure) throw sqlFault(`Could not find stored procedure 'dbo.${name}'.`);

  const known = [...procedure.required, ...(procedure.optional ?? [])];
  const args: Record<string, string | null> = {};
  for (const [lowerName, { spelling, value }] of given) {
    const parameter = known.find((candidate) => candidate.toLowerCase() === lowerName);
    if (!parameter) throw sqlFault(`@${spelling} is not a parameter for procedure ${name}.`);
    args[parameter] = value;
  }
  const missing = procedure.required.find((parameter) => !(parameter in args));
  if (missing) {
    throw sqlFault(
      `Procedure or function '${name}' expects parameter '@${missing}', which was not supplied.`,
    );
  }
  const run = (): ProcedureAnswer => procedure.run(book, args);
  return procedure.isWrite ? book.transact(run) : run();
}

type Given = Map<string, { readonly spelling: string; readonly value: string | null }>;

/** Names, with or without `@`, and values by turns. */
function readPairs(parameters: readonly (string | null)[]): Given {
  if (parameters.length % 2 !== 0) {
    throw new ServiceFault(
      'Parameters must be specified in Key/Value pairs',
      'System.ArgumentException',
    );
  }
  const given: Given = new Map();
  for (let at = 0; at < parameters.length; at += 2) {
    const spelling = (parameters[at] ?? '').replace(/^@/, '');
    given.set(spelling.toLowerCase(), { spelling, value: parameters[at + 1] ?? null });
  }
  return given;
}
