import { setHandler } from '@temporalio/workflow';
import { NO_FIGURES, type EndorsementAsked } from '../../domain/endorsement/request.js';
import { answerEdit, answerWithdrawal } from '../mid-term/acts.js';
import { refuseUnlessQuoted } from '../mid-term/quoted.js';
import { termCancelledSignal } from '../policy-term/messages.js';
import { day as civilDay, optional, WORKBOOK } from '../transaction/input-shape.js';
import { refuseUnless } from '../transaction/readable-act.js';
import { FIGURES } from './figures.js';
import type { OpenEndorsement } from './open-endorsement.js';

type Edited = Partial<Pick<EndorsementAsked, 'effectiveDate' | 'figures' | 'workbook'>>;
const EDITED = {
  effectiveDate: optional(civilDay),
  figures: optional(FIGURES),
  workbook: optional(WORKBOOK),
};

/** Steps that make what was asked for before, which is of no use where they are stopped. */
const MAKE_WHAT_WAS_ASKED: readonly string[] = ['makeChange', 'rateWorkbook'];

/** Takes what people and the term say of an endorsement. Call it before the first await. */
export function answerActs(open: OpenEndorsement): void {
  const { transaction, course } = open;

  answerWithdrawal(transaction, () => {
    refuseUnlessQuoted(open);
    course.act({ kind: 'withdraw' });
  });

  answerEdit<Edited>(transaction, EDITED, ({ effectiveDate, figures, workbook }) => {
    refuseUnlessQuoted(open);
    refuseUnless(
      figures === undefined || (workbook === undefined && !open.isRatedThere),
      'It is rated from a workbook: send another workbook and no figures.',
    );
    const { facts } = open.quote;
    const day = effectiveDate ?? open.request.effectiveDate;
    course.act({ kind: 'edit', term: facts, effectiveDate: day });
    if (isUseless(open)) transaction.giveUpStep();
    open.askFor({
      effectiveDate: day,
      ...(figures && { figures }),
      ...(workbook && { figures: NO_FIGURES, workbook }),
    });
    open.quoteAnew(null);
  });

  setHandler(termCancelledSignal, ({ termNumber, effectiveDate }) => {
    if (termNumber !== open.request.termNumber) return;
    open.endsBy('termCancelled', `The term was cancelled from ${effectiveDate}.`);
  });
}

/** What was asked for before is of no use, whether it is looked at or stopped. What is being written is let finish. */
function isUseless({ transaction: { currentStep, record } }: OpenEndorsement): boolean {
  if (currentStep === null) return false;
  if (currentStep === 'quoteChange') return true;
  return record.attention !== null && MAKE_WHAT_WAS_ASKED.includes(currentStep);
}
