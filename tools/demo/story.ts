import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { storyDays, type StoryDays } from './days.js';
import { amountOf, centsOf, sumOf } from './money.js';
import type { DemoStep, MoneyMoved } from './report.js';
import { termPath, type Preview, type Scene, type Transaction } from './scene.js';

/** What the story left behind. */
export interface Story {
  readonly policyNumber: string;
  readonly days: StoryDays;
  /** The transactions that booked something, in their order. */
  readonly booked: readonly { readonly id: string; readonly what: string }[];
}

/** What a step says when it is over. */
type Told = Pick<DemoStep, 'sentence' | 'money'>;
/** Takes a step when it is over, with what it called. */
type Step = (name: string, title: string, tell: () => Promise<Told>) => Promise<void>;

/** As the product of the example says. */
const TIME_ZONE = 'America/Chicago';
const LINE = 'general-liability';
const PREMIUM = '5000.00';
const TERRORISM = '150.00';
const PREMIUM_ENDORSED = '6200.00';
/** How long an answer is waited for. */
const WAIT = '?wait=60';

/**
 * Tells a policy's life to its end. Each step is over when nothing of it is under way any more.
 *
 * @param root the project's folder, where the example is
 * @param show takes each step as it is over
 * @throws UsageError when somebody in the story says no
 */
export async function tellStory(
  scene: Scene,
  { root, now }: { readonly root: string; readonly now: Date },
  show: (step: DemoStep) => void,
): Promise<Story> {
  const days = storyDays(now, TIME_ZONE);
  // What the worker asked when it started is no part of the story.
  await scene.callsSince();
  const step: Step = async (name, title, tell) => {
    const told = await tell();
    show({ name, title, ...told, calls: await scene.callsSince() });
  };
  const bound = await newBusiness(scene, step, await submissionOf(root, days));
  const policyNumber = bound.policyNumber ?? '';
  const stage = { scene, step, policyNumber, days };
  await firstMoney(stage, bound.billing?.firstInvoice ?? '0.00');
  const endorsement = await endorse(stage);
  await nonPayment(stage);
  const cancellation = await cancelAsInsured(stage);
  const reinstatement = await reinstate(stage);
  return {
    policyNumber,
    days,
    booked: [
      { id: bound.id, what: 'new business' },
      { id: endorsement, what: 'endorsement' },
      { id: cancellation, what: 'cancellation' },
      { id: reinstatement, what: 'reinstatement' },
    ],
  };
}

interface Stage {
  readonly scene: Scene;
  readonly step: Step;
  readonly policyNumber: string;
  readonly days: StoryDays;
}

async function submissionOf(root: string, days: StoryDays): Promise<object> {
  const example: unknown = JSON.parse(
    await readFile(join(root, 'examples', 'general-liability.json'), 'utf8'),
  );
  return {
    ...z.record(z.string(), z.unknown()).parse(example),
    externalId: 'DEMO-1',
    effectiveDate: days.effectiveDate,
    expirationDate: days.expirationDate,
    premium: [
      { charge: 'premium', state: 'TX', amount: PREMIUM },
      { charge: 'terrorism', state: 'TX', amount: TERRORISM },
    ],
  };
}

async function newBusiness(scene: Scene, step: Step, submission: object): Promise<Transaction> {
  const seen: { bound: Transaction | null } = { bound: null };
  await step('submission', 'A submission', async () => {
    const posted = await scene.post(`/api/submissions${WAIT}`, submission);
    const bound = await scene.untilState(posted.id, 'completed');
    const policyNumber = bound.policyNumber ?? '';
    // The term is told of its bind; from then on it takes money.
    await scene.untilTerm(policyNumber, 'the term is bound', ({ layers }) => layers.length === 1);
    seen.bound = bound;
    const { firstInvoice = '', schedule = [] } = bound.billing ?? {};
    return {
      sentence:
        `It is quoted, bound and issued in IMS as policy ${policyNumber}, and billed in ` +
        `${String(schedule.length)} invoices, the first of them ${firstInvoice}.`,
      money: [{ what: 'charged', amount: sumOf([PREMIUM, TERRORISM]), rows: [] }],
    };
  });
  if (seen.bound === null) throw new Error('the submission came to nothing');
  return seen.bound;
}

async function firstMoney({ scene, step, policyNumber }: Stage, firstInvoice: string) {
  const part = amountOf(Math.floor(centsOf(firstInvoice) / 100_000) * 100_000);
  const rest = sumOf([firstInvoice, `-${part}`]);
  await step('payment', 'A payment, not enough', async () => {
    await scene.pay(policyNumber, part);
    const { money } = await scene.untilTerm(
      policyNumber,
      'the money is counted',
      ({ money: { counted } }) => counted === part,
    );
    return {
      sentence: `Billing tells of ${part}; the term counts it and is not confirmed, for ${money.shortfall} are missing.`,
      money: [paid(part)],
    };
  });
  await step('confirmation', 'The rest, and the confirmation', async () => {
    await scene.pay(policyNumber, rest);
    await scene.untilTerm(
      policyNumber,
      'the term is confirmed',
      (term) => term.isConfirmed && term.isConfirmationAcknowledged,
    );
    return {
      sentence: `Billing finds the first invoice paid and has the term confirmed; it is told that it is.`,
      money: [paid(rest)],
    };
  });
}

async function endorse({ scene, step, policyNumber, days }: Stage): Promise<string> {
  const effectiveDate = days.endorsedFrom;
  const change = {
    effectiveDate,
    fullTerm: [
      { line: LINE, charge: 'premium', state: 'TX', amount: PREMIUM_ENDORSED },
      { line: LINE, charge: 'terrorism', state: 'TX', amount: TERRORISM },
    ],
  };
  let digest = '';
  await step('endorsementPreview', 'An endorsement, looked at first', async () => {
    const preview = await scene.preview('endorsement', { policyNumber, ...change });
    digest = preview.digest;
    return {
      sentence:
        `From ${effectiveDate} the premium of a whole term shall be ${PREMIUM_ENDORSED}, not ${PREMIUM}; ` +
        `${leftOf(preview)} are left of it. Nothing is written anywhere.`,
      money: [moved('would be charged', 'would be returned', preview.amounts)],
    };
  });
  let id = '';
  await step('endorsement', 'The endorsement, accepted', async () => {
    const quoted = await scene.post(`/api/policies/${policyNumber}/endorsements${WAIT}`, {
      requestId: 'DEMO-END-1',
      digest,
      ...change,
    });
    id = quoted.id;
    await scene.post(`/api/transactions/${encodeURIComponent(id)}/accept${WAIT}`, {});
    const { change: done } = await scene.untilState(id, 'completed');
    await untilTold({ scene, policyNumber }, id);
    return {
      sentence: `It waits at its price until somebody accepts it, and is then booked in IMS, in billing and in the term.`,
      money: [moved('charged', 'returned', done?.amounts)],
    };
  });
  return id;
}

async function nonPayment({ scene, step, policyNumber, days }: Stage): Promise<void> {
  await step('cancellationPreview', 'What a cancellation would do', async () => {
    const { pastDue } = await scene.period(policyNumber);
    const preview = await scene.preview('cancellation', {
      policyNumber,
      source: 'insurer',
      reason: 'nonPayment',
    });
    const { notice, effectiveDate, elapsedDays, termDays } = preview;
    const law =
      notice && `; row ${notice.row} of the notice file wants ${String(notice.days)} days`;
    return {
      sentence:
        `${pastDue} are past due. It could hold from ${effectiveDate ?? ''}, after ` +
        `${String(elapsedDays)} of ${String(termDays)} days${law ?? ''}.`,
      money: [moved('would be charged', 'would be returned', preview.amounts)],
    };
  });
  let id = '';
  await step('nonPayment', 'A cancellation for non-payment', async () => {
    const begun = await scene.postAsBilling(`${termPath(policyNumber)}/begin-cancellation`, {
      transactionId: 'DEMO-NONPAY-1',
    });
    id = begun.id;
    await scene.untilState(id, 'quoted');
    await scene.post(`/api/transactions/${encodeURIComponent(id)}/record-notice${WAIT}`, {
      by: 'demo',
      proof: { sent: [{ to: 'insured', on: days.today, reference: 'DEMO-MAIL-1' }] },
    });
    const { change } = await scene.untilState(id, 'pending');
    await scene.untilTerm(
      policyNumber,
      'the cancellation is pending',
      (term) => term.pendingCancellation !== null,
    );
    return {
      sentence: `Billing asks for it; an operator records that the notice was mailed; it is pending until ${change?.effectiveDate ?? ''}.`,
      money: [],
    };
  });
  await step('rescind', 'Money in time, and it is rescinded', async () => {
    const { pastDue } = await scene.period(policyNumber);
    await scene.pay(policyNumber, pastDue);
    await scene.untilState(id, 'rescinded');
    await scene.untilTerm(
      policyNumber,
      'nothing is pending',
      (term) => term.pendingCancellation === null && term.turn.holder === null,
    );
    return {
      sentence: `What was past due is paid before the day; the term has the cancellation called off by itself, and cover goes on.`,
      money: [paid(pastDue)],
    };
  });
}

async function cancelAsInsured({ scene, step, policyNumber }: Stage): Promise<string> {
  let id = '';
  await step('cancellation', 'A cancellation by the insured', async () => {
    const posted = await scene.post(`/api/policies/${policyNumber}/cancellations${WAIT}`, {
      requestId: 'DEMO-CXL-1',
      source: 'insured',
      reason: 'other',
      advanceTo: 'completed',
    });
    id = posted.id;
    const { change } = await scene.untilState(id, 'completed');
    await untilTold({ scene, policyNumber }, id);
    return {
      sentence: `It holds from today, ${change?.effectiveDate ?? ''}, without a notice, and what is not earned is given back.`,
      money: [moved('charged', 'returned', change?.amounts)],
    };
  });
  return id;
}

async function reinstate({ scene, step, policyNumber }: Stage): Promise<string> {
  let id = '';
  await step('reinstatement', 'A reinstatement', async () => {
    const posted = await scene.post(`/api/policies/${policyNumber}/reinstatements${WAIT}`, {
      requestId: 'DEMO-REI-1',
      advanceTo: 'completed',
    });
    id = posted.id;
    const { change } = await scene.untilState(id, 'completed');
    await untilTold({ scene, policyNumber }, id);
    return {
      sentence: `The term is in force again without a day in between, and exactly what was given back is charged again.`,
      money: [moved('charged', 'returned', change?.amounts)],
    };
  });
  return id;
}

/** A transaction ends when the term was told of it and the turn is free again. */
async function untilTold(
  { scene, policyNumber }: Pick<Stage, 'scene' | 'policyNumber'>,
  id: string,
) {
  await scene.untilTerm(
    policyNumber,
    `the term has ${id}`,
    (term) => term.lastChange === id && term.turn.holder === null,
  );
}

function paid(amount: string): MoneyMoved {
  return { what: 'paid', amount, rows: [] };
}

function moved(
  more: MoneyMoved['what'],
  less: MoneyMoved['what'],
  amounts: Preview['amounts'] | null | undefined,
): MoneyMoved {
  const { total = '0.00', rows = [] } = amounts ?? {};
  return { what: centsOf(total) < 0 ? less : more, amount: total, rows };
}

function leftOf({ elapsedDays, termDays }: Preview): string {
  if (elapsedDays === null || termDays === null) return 'the days that';
  return `${String(termDays - elapsedDays)} of ${String(termDays)} days`;
}
