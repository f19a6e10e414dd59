import { isCivilDate } from '../calendar/civil-date.js';
import type { Contradiction } from './contradiction.js';
import { decimalRatio } from './decimal.js';
import type { Range, RiskField } from './rate-plan.js';
import { isBefore } from './risk.js';

type Bounds = Pick<Range, 'from' | 'to'>;
type Measured = Extract<RiskField, { kind: 'number' | 'date' }>;

/** What is wrong with the ends of a range by themselves. */
export function boundsContradictions(
  field: { readonly kind: RiskField['kind'] } & Partial<Bounds>,
): readonly Contradiction[] {
  const { kind, from = null, to = null } = field;
  const unread = (['from', 'to'] as const).filter((end) => !isReadable(kind, field[end] ?? null));
  if (unread.length > 0) return unread.map((end) => ({ path: [end], message: `is no ${kind}` }));
  if (from === null || to === null || isBefore(from, to)) return [];
  return [{ path: ['to'], message: 'must be above from: it is itself outside' }];
}

function isReadable(kind: RiskField['kind'], text: string | null): boolean {
  if (text === null) return true;
  return kind === 'date' ? isCivilDate(text) : decimalRatio(text) !== null;
}

/**
 * What is wrong with the ranges of a table: each begins where the one before it ends, and together they have every value
 * that the field can have. What lies in between is allowed where the table says what holds otherwise.
 */
export function rangesContradictions(
  field: Measured,
  ranges: readonly Range[],
  hasOtherwise: boolean,
): readonly Contradiction[] {
  const ends = ranges.flatMap((range, index) =>
    boundsContradictions({ kind: field.kind, from: range.from, to: range.to }).map(
      ({ path, message }) => ({ path: ['ranges', index, ...path], message }),
    ),
  );
  if (ends.length > 0) return ends;
  return [
    ...ranges
      .slice(1)
      .flatMap((range, before) => seam(ranges[before], range, before + 1, hasOtherwise)),
    ...(hasOtherwise ? [] : outside(field, ranges)),
  ];
}

function seam(
  before: Range | undefined,
  { from }: Range,
  index: number,
  hasOtherwise: boolean,
): readonly Contradiction[] {
  const path = ['ranges', index, 'from'];
  const end = before?.to ?? null;
  if (end === null || from === null || isBefore(from, end))
    return [{ path, message: 'overlaps the range before it: they have a value in common' }];
  if (!hasOtherwise && isBefore(end, from))
    return [{ path, message: `leaves out what is from ${end} and below ${from}` }];
  return [];
}

/** What the field can be, and the table does not have. */
function outside(field: Measured, ranges: readonly Range[]): readonly Contradiction[] {
  const [first] = ranges;
  const last = ranges.at(-1);
  const isLow = first?.from != null && (field.from === null || isBefore(field.from, first.from));
  const isHigh = last?.to != null && (field.to === null || isBefore(last.to, field.to));
  return [
    ...(isLow
      ? [{ path: ['ranges', 0, 'from'], message: `leaves out what is below: ${field.name} can be` }]
      : []),
    ...(isHigh
      ? [
          {
            path: ['ranges', ranges.length - 1, 'to'],
            message: `leaves out what is above: ${field.name} can be`,
          },
        ]
      : []),
  ];
}
