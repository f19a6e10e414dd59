import { pageOf, type Page, type PageAsked } from '../batch/page.js';
import { renewalId } from '../workflow-ids.js';

/**
 * What became of one policy of a batch. `started`: by this batch. `known`: its renewal is under way or done, begun by somebody else.
 * `refused`: by the business, before or after its renewal was begun. `unknown`: there is no such policy. `failed`: for any other reason.
 */
export const ITEM_OUTCOMES = ['started', 'known', 'refused', 'unknown', 'failed'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** One policy of a batch that was seen to. */
export interface Item {
  readonly outcome: ItemOutcome;
  /** Of the term that is or would be made; null where there is none. */
  readonly termMade: number | null;
  /** Why, in sentences without personal data; null where there is nothing to say. */
  readonly reason: string | null;
}

/** The same for whoever reads the results. */
export interface ItemResult {
  readonly policyNumber: string;
  readonly outcome: ItemOutcome;
  /** Id of the renewal; null where there is none. */
  readonly renewal: string | null;
  readonly reason: string | null;
}

/** Items as they are kept: of ten thousand, Temporal takes two million bytes in one piece. */
export interface PackedItems {
  /** `<letter>`, the number of the term made where there is one, and `:<index of the reason>` where there is one. */
  readonly rows: readonly string[];
  readonly reasons: readonly string[];
}

/** A longer reason is cut: the renewal itself has all of it. */
const LONGEST_REASON = 300;
/** All reasons together, in characters. */
const ROOM_FOR_REASONS = 400_000;
const NO_ROOM = 'Start its renewal by itself to be told why: the batch keeps no more reasons.';

const LETTERS = {
  started: 's',
  known: 'k',
  refused: 'r',
  unknown: 'u',
  failed: 'f',
} as const satisfies Record<ItemOutcome, string>;

/** What became of the policies of a batch, in its order; those that are not in it yet are still to be done. */
export class Items {
  readonly #items: Item[];
  #roomForReasons: number;

  constructor(packed: PackedItems = { rows: [], reasons: [] }) {
    this.#items = packed.rows.map((row) => unpacked(row, packed.reasons));
    this.#roomForReasons =
      ROOM_FOR_REASONS - packed.reasons.reduce((sum, { length }) => sum + length, 0);
  }

  get length(): number {
    return this.#items.length;
  }

  at(index: number): Item | undefined {
    return this.#items[index];
  }

  add(item: Item): void {
    this.#items.push(this.#kept(item));
  }

  /** Something else became of one of them. */
  change(index: number, changes: Partial<Item>): void {
    const item = this.#items[index];
    if (item) this.#items[index] = this.#kept({ ...item, ...changes });
  }

  count(outcome: ItemOutcome): number {
    return this.#items.filter((item) => item.outcome === outcome).length;
  }

  packed(): PackedItems {
    const reasons = [...new Set(this.#items.flatMap(({ reason }) => reason ?? []))];
    const indexes = new Map(reasons.map((reason, index) => [reason, index]));
    return { reasons, rows: this.#items.map((item) => rowOf(item, indexes)) };
  }

  #kept(item: Item): Item {
    if (item.reason === null) return item;
    const reason = item.reason.slice(0, LONGEST_REASON);
    if (reason.length > this.#roomForReasons) return { ...item, reason: NO_ROOM };
    this.#roomForReasons -= reason.length;
    return { ...item, reason };
  }
}

function rowOf({ outcome, termMade, reason }: Item, indexes: ReadonlyMap<string, number>): string {
  const why = reason === null ? '' : `:${indexes.get(reason) ?? ''}`;
  return `${LETTERS[outcome]}${termMade ?? ''}${why}`;
}

function unpacked(row: string, reasons: readonly string[]): Item {
  const [, letter, termMade = '', reason = ''] = ROW.exec(row) ?? [];
  const outcome = ITEM_OUTCOMES.find((one) => LETTERS[one] === letter) ?? 'failed';
  return {
    outcome,
    termMade: termMade === '' ? null : Number(termMade),
    reason: reason === '' ? null : (reasons[Number(reason)] ?? null),
  };
}

const ROW = /^([a-z])(\d*)(?::(\d+))?$/;

/** Which results are looked at. */
export interface ResultsAsked extends PageAsked {
  readonly outcome?: ItemOutcome | undefined;
}

export type ResultsPage = Page<ItemResult>;

/** A page of what became of the policies of a batch, in its order. */
export function resultsPage(
  policyNumbers: readonly string[],
  { rows, reasons }: PackedItems,
  { outcome, ...page }: ResultsAsked,
): ResultsPage {
  return pageOf(rows, page, (row, index) => {
    const item = unpacked(row, reasons);
    if (outcome !== undefined && item.outcome !== outcome) return null;
    return resultOf(policyNumbers[index] ?? '', item);
  });
}

function resultOf(policyNumber: string, { outcome, termMade, reason }: Item): ItemResult {
  const renewal = termMade === null ? null : renewalId({ policyNumber, termNumber: termMade - 1 });
  return { policyNumber, outcome, renewal, reason };
}
