import { readFileSync } from 'node:fs';

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

interface VectorFile {
  readonly tables: {
    readonly taxes: TaxTable;
    /** Percent earned by the day. */
    readonly shortRateCustomary: Readonly<Record<string, number>>;
  };
  readonly refusals: Readonly<Record<string, string>>;
  readonly machines: Readonly<Record<string, Machine>>;
  readonly vectors: readonly Vector[];
}

const file = JSON.parse(
  readFileSync(new URL('../data/vectors.json', import.meta.url), 'utf8'),
) as VectorFile;

export const { refusals, machines, tables } = file;

/** All vectors of a family, anti-vectors and words included. */
export function family(name: string): readonly Vector[] {
  return file.vectors.filter((vector) => vector.family === name);
}
