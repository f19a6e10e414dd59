import { CancellationScope, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { QuoteActivities } from '../../activities/new-business/quote-activities.js';
import { momentInWords } from '../../domain/calendar/instant.js';
import type { RaisedFlag } from '../../domain/quote/underwriting-rules.js';
import type { QuoteState } from '../../domain/quote/quote.js';
import { termOptions } from '../transaction/activity-options.js';
import { holdUntilLetGo, type LetGo } from '../transaction/hold.js';
import type { NewBusiness } from './business.js';
import type { UnderwritingTimes } from './messages.js';
import { happened, isChanged, quoteStateOf, refuseLeft } from './quote.js';

/**
 * The product's rules of underwriting have nothing against the quote, or an underwriter has approved it. Until then it waits:
 * blocked or declined to be decided about, or to be underwritten again; rejected for its end.
 */
export async function untilUnderwritten(business: NewBusiness): Promise<LetGo> {
  const { transaction, input } = business;
  if (!input.underwriting) return 'advanced';
  while (!isPassed(business)) {
    await runRules(business);
    let before: QuoteState | null = null;
    // What a person has decided stands; let go as it is, the rules run again.
    while (!isPassed(business) && before !== quoteStateOf(transaction)) {
      before = quoteStateOf(transaction);
      const letGo = await untilDecided(business, input.underwriting);
      if (transaction.writes.isMade('bind')) {
        // Somebody has bound it in the policy system: that stands, whatever the rules said.
        transaction.quoted('underwritten');
        return 'advanced';
      }
      refuseLeft(transaction);
      if (letGo === 'corrected' && isChanged(transaction)) return letGo;
    }
  }
  return 'advanced';
}

function isPassed({ transaction }: NewBusiness): boolean {
  return ['underwritten', 'accepted'].includes(quoteStateOf(transaction));
}

async function runRules({ transaction, input }: NewBusiness): Promise<void> {
  const { underwriteQuote } = proxyActivities<QuoteActivities>(termOptions(input.outagePatienceMs));
  const { flags, findings } = await transaction.step(
    'underwrite',
    () =>
      underwriteQuote({
        submission: transaction.request,
        totalCents: transaction.record.totalCents ?? 0,
      }),
    (run) => (run.flags === null ? 'The rules cannot run.' : `Flags: ${namesOf(run.flags)}.`),
  );
  happened(transaction, { kind: 'underwrite', flags: flags?.map(({ flag }) => flag) ?? null });
  const run = {
    at: new Date().toISOString(),
    flags: flags ?? [],
    quoteState: quoteStateOf(transaction),
    isCleared: false,
  };
  const { underwriting = [] } = transaction.record.quote ?? {};
  transaction.knowQuote({ findings, underwriting: [...underwriting, run] });
}

/** It rests, and a person is reminded when the time for a decision runs out. */
async function untilDecided(
  { transaction }: NewBusiness,
  { decisionMs, reminderMs }: UnderwritingTimes,
): Promise<LetGo> {
  const state = quoteStateOf(transaction);
  const due = new Date(Date.now() + decisionMs).toISOString();
  const isTask = state === 'underwritingBlocked' || state === 'priced';
  const what = awaitedIn(state, transaction.record.quote?.underwriting.at(-1)?.flags ?? [], due);
  transaction.knowQuote({ decisionDue: isTask ? due : null });
  const reminders = new CancellationScope();
  if (isTask) {
    void reminders
      .run(async () => {
        if (reminderMs !== null) {
          await sleep(reminderMs, {
            summary: `Reminder of the decision, due ${momentInWords(due)}`,
          });
          transaction.wait(`${what} This is a reminder.`);
        }
        await sleep(decisionMs - (reminderMs ?? 0), {
          summary: `Decision due, ${momentInWords(due)}`,
        });
        transaction.wait(`${what} It is overdue.`);
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }
  try {
    return await holdUntilLetGo(transaction, 'priced', { what, isTask });
  } finally {
    reminders.cancel();
    transaction.knowQuote({ decisionDue: null });
  }
}

/** As the rest of "Waits for …". */
function awaitedIn(state: QuoteState, flags: readonly RaisedFlag[], due: string): string {
  const rules = flags
    .filter(({ flag }) => flag !== 'information')
    .map(({ rule, text }) => `${rule} (${text})`)
    .join('; ');
  if (state === 'underwritingBlocked')
    return `an underwriter to decide by ${due}: blocked by ${rules}.`;
  if (state === 'declined')
    return `somebody to reset it, to have it underwritten again or to discard it: it is declined. Rules: ${rules}.`;
  if (state === 'rejected') return `somebody to discard it: it is rejected. Rules: ${rules}.`;
  return `somebody to have the rules of underwriting put right by ${due}, and to have it underwritten again: they cannot run.`;
}

function namesOf(flags: readonly RaisedFlag[]): string {
  return flags.map(({ rule, flag }) => `${flag} by ${rule}`).join(', ') || 'none';
}
