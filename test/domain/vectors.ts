import { readFileSync } from 'node:fs';
import type { NoticeRow } from '../../src/domain/notice/notice-rows.js';

/** One hand-worked case of the lifecycle reference. Money is whole cents. */
export interface Vector {
  readonly id: string;
  readonly family: string;
  readonly kind: 'rule' | 'antiVector' | 'carrierExample' | 'behaviour';
  readonly rule?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly origin: string;
  readonly note: string;
}

/** One row of a state table. */
export interface MachineRow {
  readonly id: string;
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly guard: string;
  readonly next: string;
  readonly refusal: readonly string[];
}

export interface Machine {
  readonly states: readonly string[];
  readonly terminal: readonly string[];
  readonly events: readonly string[];
  readonly rows: readonly MachineRow[];
}

/** Percentages by state: from, to (exclusive; null is open) and the rates by name. */
type TaxTable = Readonly<
  Record<string, readonly (readonly [string, string | null, Readonly<Record<string, string>>])[]>
>;

/** A row of the table of notices as the reference writes it. */
interface TableRow extends Pick<NoticeRow, 'id' | 'action' | 'jurisdiction' | 'line' | 'category'> {
  readonly admitted: boolean | null;
  readonly uwDays: number | null;
  readonly min: number;
  readonly max: number | null;
}

interface VectorFile {
  readonly refusals: Readonly<Record<string, string>>;
  readonly machines: Readonly<Record<string, Machine>>;
  readonly vectors: readonly Vector[];
  readonly tables: {
    readonly notice: readonly TableRow[];
    readonly taxes: TaxTable;
    /** Percent earned by the day. */
    readonly shortRateCustomary: Readonly<Record<string, number>>;
  };
}

const file = JSON.parse(
  readFileSync(new URL('../data/vectors.json', import.meta.url), 'utf8'),
) as VectorFile;

export const { refusals, machines, tables } = file;

/** All vectors of a family, anti-vectors and words included. */
export function family(name: string): readonly Vector[] {
  return file.vectors.filter((vector) => vector.family === name);
}

/** The table of notices; its rows hold for every term, and say nothing of days for mailing. */
export const noticeRows: readonly NoticeRow[] = file.tables.notice.map(
  ({ id, action, jurisdiction, line, category, admitted, uwDays, min, max }) => ({
    ...{ id, action, jurisdiction, line, category },
    isAdmitted: admitted,
    underwritingDays: uwDays,
    from: null,
    until: null,
    minDays: min,
    maxDays: max,
    mailingDays: null,
  }),
);
