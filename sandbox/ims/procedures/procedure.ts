import type { Book } from '../book/store.js';
import type { Row } from '../result-set.js';
import { sqlFault } from '../soap/faults.js';
import { parseValue } from '../soap/values.js';

/** Values by parameter name as the procedure spells it; null for a null. Optional ones may be missing. */
export type Arguments = Readonly<Record<string, string | null>>;

/** Result sets, or the text of an XML document. */
export type ProcedureAnswer =
  { readonly tables: readonly (readonly Row[])[] } | { readonly xml: string };

/** A stored procedure of the site. Its name ends in `_WS`, which callers leave out. */
export interface Procedure {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Runs in a transaction. */
  readonly isWrite?: boolean;
  readonly run: (book: Book, args: Arguments) => ProcedureAnswer;
}

/** A procedure with one result set. */
export function query(
  required: readonly string[],
  rows: (book: Book, args: Arguments) => readonly Row[],
): Procedure {
  return { required, run: (book, args) => ({ tables: [rows(book, args)] }) };
}

export function textArgument(args: Arguments, name: string): string {
  return args[name] ?? '';
}

/** A GUID in lower case, as SQL Server converts it from text. */
export function guidArgument(args: Arguments, name: string): string {
  try {
    return String(parseValue('guid', args[name] ?? '', '+00:00'));
  } catch {
    throw sqlFault(
      'Conversion failed when converting from a character string to uniqueidentifier.',
    );
  }
}
