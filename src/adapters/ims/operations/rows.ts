import { z } from 'zod';
import { withoutForbiddenCharacters } from '../../../xml/forbidden-characters.js';
import { readXml, UnreadableXml, type XmlElement } from '../../../xml/reader.js';
import { plainGuid } from './answers.js';

/** One row of a result set by column name; a column that is null is absent. */
export type Row = Readonly<Record<string, string>>;

/** Rows of a result set that IMS sends as text: XML inside a string, whatever its root is called. */
export const rowsInText = z.string('no result set').transform((answer, context): Row[] => {
  try {
    return readXml(withoutForbiddenCharacters(answer.trim())).children.filter(isRow).map(toRow);
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    context.addIssue({ code: 'custom', message: 'its text is not an XML document' });
    return z.NEVER;
  }
});

/** Rows of a DataTable or DataSet: a schema, then a diffgram that holds the set, which holds the rows. */
export const rowsInDiffgram = z.unknown().transform((answer, context): Row[] => {
  const diffgram = isRecord(answer) ? answer['diffgram'] : undefined;
  if (diffgram === null) return [];
  if (!isRecord(diffgram)) {
    context.addIssue({ code: 'custom', message: 'no diffgram' });
    return z.NEVER;
  }
  return Object.values(diffgram)
    .flatMap((set) => (isRecord(set) ? Object.entries(set) : []))
    .flatMap(([, rows]) => (Array.isArray(rows) ? (rows as unknown[]) : [rows]))
    .filter(isRecord)
    .map(cellsOf);
});

/**
 * Whether a row is about what was asked for. A column of the name of something asked for must repeat it exactly:
 * SQL Server finds `case-1` for `Case-1`, and also with blanks behind it, where nobody set the collation otherwise, and what it
 * found then belongs to somebody else. A GUID may be written in either case. What a row does not repeat is not checked.
 */
export function isAbout(row: Row, asked: Readonly<Record<string, string>>): boolean {
  return Object.entries(asked).every(([column, wanted]) => {
    const found = row[column];
    if (found === undefined || found === '') return true;
    return column.endsWith('Guid') ? plainGuid(found) === plainGuid(wanted) : found === wanted;
  });
}

/**
 * Rows of the result set that has the column `key`, each read by `row`.
 *
 * A procedure may answer other result sets too, so rows without the key are passed over; but when no row has it
 * although there are rows, the procedure is not the one that was agreed on, and "nothing found" would be a guess.
 *
 * @param counts whether a row is one of those that were asked for
 */
export function rowsWith<Out>(
  key: string,
  row: z.ZodType<Out>,
  counts: (row: Row) => boolean = () => true,
) {
  return rowsInText
    .transform((rows, context): unknown[] => {
      const withKey = rows.filter((candidate) => key in candidate);
      if (rows.length > 0 && withKey.length === 0) {
        context.addIssue({ code: 'custom', message: `no column ${key}` });
        return z.NEVER;
      }
      return withKey.filter(counts);
    })
    .pipe(z.array(row));
}

/** Inline schemas may stand beside the rows. */
function isRow(element: XmlElement): boolean {
  return element.name !== 'schema';
}

function toRow(element: XmlElement): Row {
  return Object.fromEntries(element.children.map((cell) => [cell.name, cell.text]));
}

function cellsOf(row: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
