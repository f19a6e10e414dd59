import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { storyDays, TIME_ZONE, type StoryDays } from './days.js';
import { amountOf, centsOf, sumOf } from './money.js';
import { renewByItself, renewByOffer } from './renewals.js';
import type { DemoStep } from './report.js';
import { termPath, transactionPath, type Preview, type Scene } from './scene.js';
import {
  bindSubmission,
  moved,
  paid,
  untilTold,
  WAIT,
  type Stage,
  type Step,
  type ToldTerm,
} from './stage.js';

const LINE = 'general-liability';
const PREMIUM = '5000.00';
const TERRORISM = '150.00';
const PREMIUM_ENDORSED = '6200.00';

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
): Promise<readonly ToldTerm[]> {
  const days = storyDays(now, TIME_ZONE);
  // What the worker asked when it started is no part of the story.
  await scene.callsSince();
  const step: Step = async (name, title, tell) => {
    const told = await tell();
    show({ name, title, ...told, calls: await scene.callsSince() });
  };
  const bound = await bindSubmission(
    { scene, step },
    { name: 'submission', title: 'A submission', submission: await submissionOf(root, days) },
  );
  const policyNumber = bound.policyNumber ?? '';
  const term = { policyNumber, termNumber: 1 };
  const stage = { scene, step, policyNumber, term, days };
  await firstMoney(stage, bound.billing?.firstInvoice ?? '0.00');
  const endorsement = await endorse(stage);
  await nonPayment(stage);
  const cancellation = await cancelAsInsured(stage);
  const reinstatement = await reinstate(stage);
  const next = await renewByItself(stage);
  return [
    {
      term,
      booked: [
        { id: bound.id, what: 'new business' },
        { id: endorsement, what: 'endorsement' },
        { id: cancellation, what: 'cancellation' },
        { id: reinstatement, what: 'reinstatement' },
      ],
    },
    next,
    ...(await renewByOffer({ scene, step, days }, await offeredSubmissionOf(root, days))),
  ];
}

async function submissionOf(root: string, days: StoryDays): Promise<object> {
  return {
    ...(await exampleOf(root, 'general-liability', days)),
    externalId: 'DEMO-1',
    premium: [
      { charge: 'premium', state: 'TX', amount: PREMIUM },
      { charge: 'terrorism', state: 'TX', amount: TERRORISM },
    ],
  };
}

/** Of a product whose next term is offered. */
async function offeredSubmissionOf(root: string, days: StoryDays): Promise<object> {
  return {
    ...(await exampleOf(root, 'commercial-property', days)),
    externalId: 'DEMO-2',
    premium: [
      { line: 'property', charge: 'premium', state: 'TX', amount: '8000.00' },
      { line: 'equipment-breakdown', charge: 'premium', state: 'TX', amount: '640.00' },
    ],
  };
}

async function exampleOf(
  root: string,
  name: string,
  { effectiveDate, expirationDate }: StoryDays,
): Promise<object> {
  const text = await readFile(join(root, 'examples', `${name}.json`), 'utf8');
  const example: unknown = JSON.parse(text);
  return { ...z.record(z.string(), z.unknown()).parse(example), effectiveDate, expirationDate };
}

async function firstMoney({ scene, step, term }: Stage, firstInvoice: string) {
  const part = amountOf(Math.floor(centsOf(firstInvoice) / 100_000) * 100_000);
  const rest = sumOf([firstInvoice, `-${part}`]);
  await step('payment', 'A payment, not enough', async () => {
    await scene.pay(term, part);
    const { money } = await scene.untilTerm(
      term,
      'the money is counted',
      ({ money: { counted } }) => counted === part,
    );
    return {
      sentence: `Billing tells of ${part}; the term counts it and is not confirmed, for ${money.shortfall} are missing.`,
      money: [paid(part)],
    };
  });
  await step('confirmation', 'The rest, and the confirmation', async () => {
    await scene.pay(term, rest);
    await scene.untilTerm(
      term,
      'the term is confirmed',
      (seen) => seen.isConfirmed && seen.isConfirmationAcknowledged,
    );
    return {
      sentence: `Billing finds the first invoice paid and has the term confirmed; it is told that it is.`,
      money: [paid(rest)],
    };
  });
}

async function endorse({ scene, step, policyNumber, term, days }: Stage): Promise<string> {
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
    await scene.post(`${transactionPath(id)}/accept${WAIT}`, {});
    const { change: done } = await scene.untilState(id, 'completed');
    await untilTold({ scene, term }, id);
    return {
      sentence: `It waits at its price until somebody accepts it, and is then booked in IMS, in billing and in the term.`,
      money: [moved('charged', 'returned', done?.amounts)],
    };
  });
  return id;
}

async function nonPayment({ scene, step, policyNumber, term, days }: Stage): Promise<void> {
  await step('cancellationPreview', 'What a cancellation would do', async () => {
    const { pastDue } = await scene.period(term);
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
    const begun = await scene.postAsBilling(`${termPath(term)}/begin-cancellation`, {
      transactionId: 'DEMO-NONPAY-1',
    });
    id = begun.id;
    await scene.untilState(id, 'quoted');
    await scene.post(`${transactionPath(id)}/record-notice${WAIT}`, {
      by: 'demo',
      proof: { sent: [{ to: 'insured', on: days.today, reference: 'DEMO-MAIL-1' }] },
    });
    const { change } = await scene.untilState(id, 'pending');
    await scene.untilTerm(
      term,
      'the cancellation is pending',
      (seen) => seen.pendingCancellation !== null,
    );
    return {
      sentence: `Billing asks for it; an operator records that the notice was mailed; it is pending until ${change?.effectiveDate ?? ''}.`,
      money: [],
    };
  });
  await step('rescind', 'Money in time, and it is rescinded', async () => {
    const { pastDue } = await scene.period(term);
    await scene.pay(term, pastDue);
    await scene.untilState(id, 'rescinded');
    await scene.untilTerm(
      term,
      'nothing is pending',
      (seen) => seen.pendingCancellation === null && seen.turn.holder === null,
    );
    return {
      sentence: `What was past due is paid before the day; the term has the cancellation called off by itself, and cover goes on.`,
      money: [paid(pastDue)],
    };
  });
}

async function cancelAsInsured({ scene, step, policyNumber, term }: Stage): Promise<string> {
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
    await untilTold({ scene, term }, id);
    return {
      sentence: `It holds from today, ${change?.effectiveDate ?? ''}, without a notice, and what is not earned is given back.`,
      money: [moved('charged', 'returned', change?.amounts)],
    };
  });
  return id;
}

async function reinstate({ scene, step, policyNumber, term }: Stage): Promise<string> {
  let id = '';
  await step('reinstatement', 'A reinstatement', async () => {
    const posted = await scene.post(`/api/policies/${policyNumber}/reinstatements${WAIT}`, {
      requestId: 'DEMO-REI-1',
      advanceTo: 'completed',
    });
    id = posted.id;
    const { change } = await scene.untilState(id, 'completed');
    await untilTold({ scene, term }, id);
    return {
      sentence: `The term is in force again without a day in between, and exactly what was given back is charged again.`,
      money: [moved('charged', 'returned', change?.amounts)],
    };
  });
  return id;
}

function leftOf({ elapsedDays, termDays }: Preview): string {
  if (elapsedDays === null || termDays === null) return 'the days that';
  return `${String(termDays - elapsedDays)} of ${String(termDays)} days`;
}
