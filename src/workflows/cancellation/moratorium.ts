import { patched, setHandler } from '@temporalio/workflow';
import { CANCELLATION_REASONS } from '../../domain/notice/cancellation-reason.js';
import { inWords } from '../../domain/notice/moratorium.js';
import type { FoundMoratorium } from '../../activities/cancellation/cancellation-activities.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import type { CancellationEvent } from '../../domain/cancellation/events.js';
import { done } from '../mid-term/acts.js';
import { refuseUnlessQuoted } from '../mid-term/quoted.js';
import { day, listOf, object, oneOf, text } from '../transaction/input-shape.js';
import {
  refuseOtherMembers,
  refuseUnless,
  refuseUnreadableOf,
} from '../transaction/readable-act.js';
import { moratoriumStartsUpdate, type DeclaredMoratorium } from './messages.js';
import type { OpenCancellation } from './open-cancellation.js';

const FOUND = {
  moratorium: object({
    id: text,
    from: day,
    to: day,
    jurisdictions: listOf(text),
    lines: listOf(text),
    reasons: listOf(oneOf(...CANCELLATION_REASONS)),
  }),
  on: day,
  lines: listOf(object({ line: text, classes: listOf(text) })),
};

/** Hears of moratoriums that are declared while it waits. Call it before the first await. */
export function answerMoratorium(open: OpenCancellation): void {
  setHandler(
    moratoriumStartsUpdate,
    (sent: DeclaredMoratorium) =>
      done(open.transaction, 'moratorium', sent, ({ moratorium, on, lines }) => {
        refuseUnlessQuoted(open);
        open.course.act(starting(open, { moratorium, on, lines }));
        withdrawnBy(open, { moratorium, on, lines });
      }),
    {
      description: 'A moratorium has been declared.',
      validator: (sent: DeclaredMoratorium) => {
        refuseUnreadableOf(sent, ['by', 'reason']);
        refuseOtherMembers(sent, ['by', 'reason', ...Object.keys(FOUND)]);
        const wrong = object(FOUND)(sent, 'the moratorium');
        refuseUnless(wrong === null, `It cannot be read: ${wrong ?? ''}.`);
      },
    },
  );
}

/**
 * Looks whether a moratorium forbids the cancellation now, or forbade its notice, and withdraws it then. The insured can always go.
 *
 * Asked before it goes on to where a moratorium stops it no more: whoever declares one cannot be sure to reach all of them.
 */
export async function isHeldBack(open: OpenCancellation): Promise<boolean> {
  if (open.request.source !== 'insurer' || !patched('moratorium')) return false;
  const found = await open.findMoratorium();
  if (found === null) return false;
  const refusal: Refusal | null = open.course.happened(starting(open, found));
  if (refusal === null) withdrawnBy(open, found);
  return refusal === null;
}

function starting({ request, quote }: OpenCancellation, found: FoundMoratorium): CancellationEvent {
  const { source, reason } = request;
  return { kind: 'moratoriumStarts', ...found, jurisdiction: quote.state, source, reason };
}

function withdrawnBy(open: OpenCancellation, { moratorium, on }: FoundMoratorium): void {
  open.heldBack = { moratorium, on };
  open.transaction.knowChange({ moratorium: moratorium.id });
}

/** Says why it came to nothing. */
export function sayMoratorium({ heldBack, proof, transaction }: OpenCancellation): void {
  if (heldBack === null) return;
  const { moratorium, on } = heldBack;
  const told =
    proof === null ? '' : ' Its notice is out: tell whoever had it that it does not hold.';
  const reason = `On ${on} it was forbidden by ${inWords(moratorium)}.${told}`;
  transaction.enter('withdrawn', { failure: { code: 'refused', reason } });
}
