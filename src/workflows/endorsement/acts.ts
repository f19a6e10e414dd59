import { setHandler } from '@temporalio/workflow';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { answerEdit, answerWithdrawal } from '../mid-term/acts.js';
import { refuseUnlessQuoted } from '../mid-term/quoted.js';
import { termCancelledSignal } from '../policy-term/messages.js';
import { day as civilDay, optional } from '../transaction/input-shape.js';
import { FIGURES } from './figures.js';
import type { OpenEndorsement } from './open-endorsement.js';

type Edited = Partial<Pick<EndorsementAsked, 'effectiveDate' | 'figures'>>;
const EDITED = { effectiveDate: optional(civilDay), figures: optional(FIGURES) };

/** Takes what people and the term say of an endorsement. Call it before the first await. */
export function answerActs(open: OpenEndorsement): void {
  const { transaction, course } = open;

  answerWithdrawal(transaction, () => {
    refuseUnlessQuoted(open);
    course.act({ kind: 'withdraw' });
  });

  answerEdit<Edited>(transaction, EDITED, ({ effectiveDate, figures }) => {
    refuseUnlessQuoted(open);
    const { facts } = open.quote;
    const day = effectiveDate ?? open.request.effectiveDate;
    course.act({ kind: 'edit', term: facts, effectiveDate: day });
    // What was asked for before is of no use, whether it runs or is stopped.
    if (transaction.currentStep === 'quoteChange') transaction.giveUpStep();
    open.askFor({ effectiveDate: day, ...(figures && { figures }) });
    open.quoteAnew(null);
  });

  setHandler(termCancelledSignal, ({ termNumber, effectiveDate }) => {
    if (termNumber !== open.request.termNumber) return;
    open.endsBy('termCancelled', `The term was cancelled from ${effectiveDate}.`);
  });
}
