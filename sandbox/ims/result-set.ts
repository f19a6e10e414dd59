import { escapeXml } from '../../src/xml/writer.js';
import { formatMoney, type Money } from './book/money.js';
import type { Settings } from './settings.js';

/** A cell; null columns are left out of the row. Days are `YYYY-MM-DD`, moments the server's time without offset. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly money: Money }
  | { readonly day: string }
  | { readonly moment: string };
export type Row = Readonly<Record<string, Cell>>;

/** The text of a cell in the format that this installation uses. */
export function cellText(cell: Exclude<Cell, null>, settings: Settings): string {
  if (typeof cell === 'boolean') {
    return settings.bits === 'words' ? String(cell) : cell ? '1' : '0';
  }
  if (typeof cell !== 'object') return String(cell);
  if ('money' in cell) return formatMoney(cell.money, settings.moneyDecimals);
  return dateTimeText('day' in cell ? `${cell.day}T00:00:00` : cell.moment, settings);
}

/** A time of the server's own clock, with its offset where this installation writes one. */
export function dateTimeText(moment: string, settings: Settings): string {
  return settings.dates === 'withOffset' ? moment + settings.serverOffset : moment;
}

/** The XML in which `ExecuteDataSet` answers: `Table`, then `Table1` and so on, an element per row. */
export function writeResults(tables: readonly (readonly Row[])[], settings: Settings): string {
  const rows = tables.flatMap((table, at) =>
    table.map((row) => element(at === 0 ? 'Table' : `Table${at}`, '', cells(row, settings))),
  );
  return rows.length > 0 ? `<Results>${rows.join('')}</Results>` : '<Results />';
}

/** A DataTable as ASP.NET writes it: the schema, then the rows as a diffgram. */
export function writeDataTable(
  columns: Readonly<Record<string, 'int' | 'string' | 'decimal' | 'dateTime' | 'boolean'>>,
  rows: readonly Row[],
  settings: Settings,
): string {
  const declared = Object.entries(columns)
    .map(([name, type]) => `<xs:element name="${name}" type="xs:${type}" minOccurs="0" />`)
    .join('');
  const schema =
    '<xs:schema id="NewDataSet" xmlns="" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:msdata="urn:schemas-microsoft-com:xml-msdata">' +
    '<xs:element name="NewDataSet" msdata:IsDataSet="true" msdata:MainDataTable="Table" msdata:UseCurrentLocale="true"><xs:complexType>' +
    `<xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="Table"><xs:complexType><xs:sequence>${declared}` +
    '</xs:sequence></xs:complexType></xs:element></xs:choice></xs:complexType></xs:element></xs:schema>';
  const content = rows
    .map((row, at) =>
      element('Table', ` diffgr:id="Table${at + 1}" msdata:rowOrder="${at}"`, cells(row, settings)),
    )
    .join('');
  const diffgram =
    '<diffgr:diffgram xmlns:msdata="urn:schemas-microsoft-com:xml-msdata" xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1">' +
    (content === '' ? '' : `<NewDataSet xmlns="">${content}</NewDataSet>`) +
    '</diffgr:diffgram>';
  return schema + diffgram;
}

function cells(row: Row, settings: Settings): string {
  return Object.entries(row)
    .map(([name, cell]) =>
      cell === null ? '' : element(name, '', escapeXml(cellText(cell, settings))),
    )
    .join('');
}

function element(name: string, attributes: string, content: string): string {
  return `<${name}${attributes}>${content}</${name}>`;
}
