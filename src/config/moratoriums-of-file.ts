import { z } from 'zod';
import { isCivilDate } from '../domain/calendar/civil-date.js';
import {
  CANCELLATION_REASONS,
  type CancellationReason,
} from '../domain/notice/cancellation-reason.js';
import type { Moratorium } from '../domain/notice/moratorium.js';

/** A rewrite puts another term in the place of one: nobody loses cover by it. */
const HELD_REASONS: readonly CancellationReason[] = CANCELLATION_REASONS.filter(
  (reason) => reason !== 'rewrittenFlat' && reason !== 'rewrittenMidTerm',
);
const UNKNOWN_REASON = `must be one of ${HELD_REASONS.join(', ')}`;

const day = z.string().refine(isCivilDate, 'must be a day such as 2027-01-31');

const moratorium = z
  .strictObject({
    // It stands in addresses and in the reasons that people read.
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be letters, digits and . _ -, at most 40'),
    from: day,
    to: day,
    jurisdictions: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'must be a state of two capital letters'))
      .min(1, 'must name one state at the least'),
    lines: z.array(z.string().min(1)).default([]),
    reasons: z
      .array(z.enum(HELD_REASONS, { error: UNKNOWN_REASON }))
      .min(1, 'must name one reason at the least')
      .default(['nonPayment']),
  })
  .superRefine(({ from, to }, context) => {
    if (from <= to) return;
    const message = 'must not be before from: both days are inside';
    context.addIssue({ code: 'custom', path: ['to'], message });
  });

/** Member `moratoriums` of the notice file. */
export const moratoriums = z
  .array(moratorium)
  .default([])
  .superRefine((all: readonly Moratorium[], context) => {
    for (const [index, { id }] of all.entries()) {
      if (all.findIndex((other) => other.id === id) === index) continue;
      const message = `${id} is named twice`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
  });
