import { amountOf, centsOf } from '../../tools/demo/money.js';
import type { StoryDays } from '../../tools/demo/days.js';
import {
  termId,
  termPath,
  transactionPath,
  type Term,
  type TermName,
  type Transaction,
} from './answers.js';
import type { Desk } from './desk.js';
import { insisting } from './insisting.js';
import type { Mistakes } from './mistakes.js';
import {
  boundTerm,
  cancel,
  downPayment,
  endorse,
  receive,
  reinstate,
  remainderOf,
  sumOf,
  type Amounts,
  type OracleTerm,
} from './oracle.js';
import { FIRST_INVOICE_PERCENT, type LifePlan, type Step } from './plan.js';
import type { Random } from './random.js';
import {
  chargesOf,
  endorsedFigures,
  figuresOf,
  POLICY_FEE,
  submissionOf,
  workbookOf,
} from './requests.js';
import { makeQuote, steerQuote } from './steered-quote.js';
import type { Systems } from './systems.js';

/** What a life needs of the world. */
export interface World {
  readonly systems: Systems;
  readonly desk: Desk;
  readonly mistakes: Mistakes;
  readonly days: StoryDays;
}

/** What has become of a policy and of those that followed it. */
export interface Lived {
  readonly plan: LifePlan;
  /** As they must stand in every system. */
  readonly terms: OracleTerm[];
  /** Every transaction of it that was to come about, and did. */
  readonly transactions: string[];
  /** Changes that were asked for and came to nothing by a person's word. */
  readonly declined: string[];
  /** What must wait for a person. */
  readonly planted: { readonly id: string; readonly key: string }[];
  /** Of each offer that was paid, by its renewal, how often. */
  readonly offersPaid: Map<string, number>;
  /** What it was doing, for whoever wants to know where it got stuck. */
  doing: string;
  done: number;
}

/** One that the mistakes of operators are made with, now and then. */
const MISTAKE = 0.09;
const WAIT = '?wait=20';

/** Has a policy live as planned, whatever is killed meanwhile. */
export async function live(
  world: World,
  plan: LifePlan,
  random: Random,
  lived: Lived,
): Promise<void> {
  const life = { world, plan, random, lived };
  lived.doing = 'new business';
  await newBusiness(life);
  lived.done += 1;
  for (const [at, step] of plan.steps.entries()) {
    lived.doing = `${step} (${String(at + 1)} of ${String(plan.steps.length)})`;
    await STEPS[step](life, `${plan.name}-${String(at + 1)}`);
    lived.done += 1;
  }
  lived.doing = 'nothing more';
}

interface Life {
  readonly world: World;
  readonly plan: LifePlan;
  readonly random: Random;
  readonly lived: Lived;
}

type Act = (life: Life, requestId: string) => Promise<void>;

const STEPS: Readonly<Record<Step, Act>> = {
  pay: payFirstInvoice,
  endorse: endorsement,
  cancel: cancellation,
  reinstate: reinstatement,
  rewrite,
  renew: renewal,
  nonPayment,
  strayMoney,
  reverse: reversal,
};

async function newBusiness(life: Life): Promise<void> {
  const { world, plan, random, lived } = life;
  const { desk, days } = world;
  const submission = submissionOf(plan, days, random);
  const figures = figuresOf(plan, submission);
  const id = `new-business:soak:${plan.name}`;
  if (plan.isSteered) await makeQuote(desk, random, submission, id);
  else await postedUntilDone(life, '/api/submissions', submission, id, 'completed');
  const done = await desk.until<Transaction>(
    `${id} to be completed`,
    transactionPath(id),
    ({ state }) => state === 'completed',
  );
  const named = { policyNumber: done.policyNumber ?? '', termNumber: 1, product: plan.product };
  const term = boundTerm(
    { ...named, from: days.effectiveDate, to: days.expirationDate },
    figures,
    FIRST_INVOICE_PERCENT[plan.product],
  );
  lived.terms.push(term);
  lived.transactions.push(id);
  for (const { paymentId, amount } of submission.billing?.upFrontPayments ?? [])
    receive(term, paymentId, centsOf(amount));
  await untilTerm(life, term, 'bound', ({ layers }) => layers.length === 1);
  // A quote does what people said to the run before it no further than that had come.
  await maybeReset(life, id, plan.isSteered ? () => steerQuote(desk, id) : undefined);
}

/** Has a transaction posted, by a sender and operators who are not always at their best. */
async function postedUntilDone(
  { world: { desk, mistakes }, random }: Life,
  path: string,
  body: object,
  id: string,
  ...states: readonly string[]
): Promise<Transaction> {
  const isEnded = random.isSo(MISTAKE);
  const posted = await desk.post<Transaction & { detail?: string }>(
    isEnded ? path : `${path}${WAIT}`,
    body,
  );
  if (posted.status >= 400)
    throw new Error(`${path} was refused: ${JSON.stringify(posted.body).slice(0, 800)}`);
  if (isEnded) {
    await mistakes.terminate(id);
    const again = await desk.post<Transaction>(path, body);
    if (again.status >= 400)
      throw new Error(`${path} was refused after all: ${JSON.stringify(again.body).slice(0, 800)}`);
  }
  return desk.until<Transaction>(
    `${id} to be ${states.join(' or ')}`,
    transactionPath(id),
    ({ state }) => states.includes(state),
  );
}

/** An operator presses Reset: it comes to the same in the end. */
async function maybeReset(
  { world, random }: Life,
  id: string,
  goOn?: () => Promise<void>,
): Promise<void> {
  if (!random.isSo(MISTAKE)) return;
  await world.mistakes.reset(id);
  await goOn?.();
  await world.desk.until<Transaction>(
    `${id} to be completed again after a reset`,
    transactionPath(id),
    ({ state }) => state === 'completed',
  );
}

function untilTerm(
  { world }: Life,
  term: TermName,
  what: string,
  isSo: (term: Term) => boolean,
): Promise<Term> {
  const { policyNumber, termNumber } = term;
  return world.desk.until<Term>(
    `term ${policyNumber}-${String(termNumber)} to be ${what}`,
    termPath(term),
    isSo,
  );
}

function termNow({ lived }: Life): OracleTerm {
  const term = lived.terms.at(-1);
  if (term === undefined) throw new Error('nothing is bound yet');
  return term;
}

async function payFirstInvoice(life: Life, requestId: string): Promise<void> {
  const { world, random } = life;
  const term = termNow(life);
  const whole = term.firstInvoice;
  const part = random.isSo(0.3) ? Math.floor(whole / 3) : 0;
  const parts = part > 0 ? [part, whole - part] : [whole];
  if (random.isSo(MISTAKE)) {
    const id = termId(term);
    await (random.isSo(0.5) ? world.mistakes.terminate(id) : world.mistakes.reset(id));
  }
  for (const [at, cents] of parts.entries())
    await pay(life, term, { paymentId: `PAY-${requestId}-${String(at)}`, cents });
  await untilTerm(
    life,
    term,
    'confirmed',
    (seen) => seen.isConfirmed && seen.isConfirmationAcknowledged,
  );
  if (random.isSo(MISTAKE))
    await world.desk.post(`${termPath(term)}/confirm`, { transactionId: `again-${requestId}` });
}

/** Billing takes money of the term, once or twice, and tells of it. */
async function pay(
  { world: { systems }, random }: Life,
  term: OracleTerm,
  { paymentId, cents }: { readonly paymentId: string; readonly cents: number },
): Promise<void> {
  const { policyNumber, termNumber } = term;
  const money = { policyNumber, termNumber, paymentId, amount: amountOf(cents) };
  await insisting(() => systems.billing.pay(money));
  if (random.isSo(0.1)) await insisting(() => systems.billing.pay(money));
  receive(term, paymentId, cents);
  term.told.push(paymentId);
}

async function endorsement(life: Life, requestId: string): Promise<void> {
  const { world, plan, random, lived } = life;
  const { desk } = world;
  const term = termNow(life);
  const from = nextDay(life, term);
  const { figures, fees } = endorsedFigures(plan, term, random);
  const id = `endorsement:${term.policyNumber}:${requestId}`;
  const price =
    plan.product === 'contractors'
      ? { workbook: workbookOf(sumOf(figures)) }
      : { fullTerm: chargesOf(figures) };
  const isAccepted = plan.product === 'contractors' || random.isSo(0.5);
  const body = {
    requestId,
    externalSystem: 'soak',
    termNumber: term.termNumber,
    effectiveDate: from,
    ...price,
    advanceTo: isAccepted ? 'quoted' : 'completed',
  };
  const path = `/api/policies/${term.policyNumber}/endorsements`;
  const states = isAccepted ? ['quoted', 'completed'] : ['completed'];
  await postedUntilDone(life, path, body, id, ...states);
  if (isAccepted) await desk.post(`${transactionPath(id)}/accept${WAIT}`, { by: 'soak' });
  await changeIsDone(life, id);
  endorse(term, from, figures, fees);
  lived.transactions.push(id);
}

/** The change is over, told to the term, and as it was after a reset too. */
async function changeIsDone(life: Life, id: string): Promise<void> {
  await life.world.desk.until<Transaction>(
    `${id} to be completed`,
    transactionPath(id),
    ({ state }) => state === 'completed',
  );
  await maybeReset(life, id);
  await untilTerm(life, termNow(life), `told of ${id}`, ({ turn }) => turn.holder === null);
}

/** Later than everything that holds already, and not later than today. */
function nextDay({ world, random }: Life, term: OracleTerm): string {
  const last =
    term.entries
      .map(({ from }) => from)
      .sort()
      .at(-1) ?? term.from;
  const { today } = world.days;
  const first = Date.parse(last) + 86_400_000;
  const days = Math.floor((Date.parse(today) - first) / 86_400_000);
  if (days < 0) return last;
  return new Date(first + random.between(0, Math.min(days, 20)) * 86_400_000)
    .toISOString()
    .slice(0, 10);
}

async function cancellation(life: Life, requestId: string): Promise<void> {
  const { today } = life.world.days;
  const term = termNow(life);
  const id = `cancellation:${term.policyNumber}:${requestId}`;
  await postedUntilDone(
    life,
    `/api/policies/${term.policyNumber}/cancellations`,
    {
      requestId,
      externalSystem: 'soak',
      termNumber: term.termNumber,
      source: 'insured',
      reason: 'other',
      receivedOn: today,
      requestedOn: today,
      processOn: 'now',
      advanceTo: 'completed',
    },
    id,
    'completed',
  );
  await changeIsDone(life, id);
  cancel(term, today);
  life.lived.transactions.push(id);
}

async function reinstatement(life: Life, requestId: string): Promise<void> {
  const term = termNow(life);
  const id = `reinstatement:${term.policyNumber}:${requestId}`;
  const done = await postedUntilDone(
    life,
    `/api/policies/${term.policyNumber}/reinstatements`,
    { requestId, externalSystem: 'soak', termNumber: term.termNumber, advanceTo: 'completed' },
    id,
    'completed',
    'declined',
  );
  if (done.state === 'declined') {
    life.lived.declined.push(id);
    return;
  }
  await changeIsDone(life, id);
  reinstate(term);
  life.lived.transactions.push(id);
}

async function rewrite(life: Life, requestId: string): Promise<void> {
  const { world, plan, random, lived } = life;
  const { today } = world.days;
  const term = termNow(life);
  const { product, state, insured, producer, paymentPlan } = submissionOf(plan, world.days, random);
  const { figures } = endorsedFigures(plan, term, random);
  const id = `rewrite:${term.policyNumber}:${requestId}`;
  const premium = chargesOf(figures);
  await postedUntilDone(
    life,
    `/api/policies/${term.policyNumber}/rewrites`,
    {
      requestId,
      externalSystem: 'soak',
      termNumber: term.termNumber,
      kind: 'remainder',
      cancelledOn: today,
      newTerm: { product, state, insured, producer, paymentPlan, premium },
      advanceTo: 'completed',
    },
    id,
    'completed',
  );
  await maybeReset(life, id);
  const amounts = remainderOf(term, figures, today);
  cancel(term, today);
  term.isReplaced = true;
  const policyNumber = await untilReplaced(life, term);
  const next = boundTerm(
    { policyNumber, termNumber: 1, product: plan.product, from: today, to: term.to },
    { amounts, fullTerm: figures },
    FIRST_INVOICE_PERCENT[plan.product],
  );
  lived.terms.push(next);
  lived.transactions.push(id);
  await untilTerm(life, next, 'bound', ({ layers }) => layers.length === 1);
}

async function untilReplaced(life: Life, term: OracleTerm): Promise<string> {
  const seen = await untilTerm(life, term, 'replaced', ({ replacedBy }) => replacedBy !== null);
  return (seen.replacedBy ?? '').replace(/-1$/, '');
}

async function renewal(life: Life, requestId: string): Promise<void> {
  const { world, plan, random, lived } = life;
  const term = termNow(life);
  const id = `renewal:${term.policyNumber}:${String(term.termNumber + 1)}`;
  const isOffered = plan.product === 'commercial-property';
  const day = isOffered ? 'offerOn' : 'issueOn';
  const workbook = random.between(4_000, 9_000) * 100;
  const isRated = plan.product === 'contractors';
  const amounts: Amounts = isRated ? { premium: workbook, fees: POLICY_FEE } : term.fullTerm;
  // What a shorter term cost says nothing of the next: somebody does.
  const isShort = term.from.slice(5) !== term.to.slice(5);
  await postedUntilDone(
    life,
    `/api/policies/${term.policyNumber}/renewals`,
    {
      requestId,
      externalSystem: 'soak',
      termNumber: term.termNumber,
      days: { [day]: world.days.today },
      ...(isRated ? { workbook: workbookOf(workbook) } : {}),
      ...(isShort && !isRated ? { premium: chargesOf(term.fullTerm) } : {}),
    },
    id,
    ...(isOffered ? ['offered'] : ['completed']),
  );
  const paid = isOffered ? await payOffer(life, id, sumOf(amounts)) : [];
  const { change } = await world.desk.until<Transaction>(
    `${id} to be completed`,
    transactionPath(id),
    ({ state }) => state === 'completed',
  );
  const to = new Date(term.to);
  to.setUTCFullYear(to.getUTCFullYear() + 1);
  const next = boundTerm(
    {
      policyNumber: change?.renewal?.newPolicyNumber ?? '',
      termNumber: term.termNumber + 1,
      product: plan.product,
      from: term.to,
      to: to.toISOString().slice(0, 10),
    },
    { amounts, fullTerm: isRated ? { premium: workbook } : amounts },
    FIRST_INVOICE_PERCENT[plan.product],
  );
  for (const { paymentId, cents } of paid) receive(next, paymentId, cents);
  if (isOffered) lived.offersPaid.set(id, paid.length);
  lived.terms.push(next);
  lived.transactions.push(id, change?.renewal?.madeBy ?? '');
  await untilTerm(life, next, 'bound', ({ layers }) => layers.length === 1);
  if (isOffered)
    await untilTerm(
      life,
      next,
      'confirmed',
      (seen) => seen.isConfirmed && seen.isConfirmationAcknowledged,
    );
}

/** Pays what the plan asks for first, at once or in two parts of which the first is too little. */
async function payOffer(
  { world: { systems, desk }, plan, random }: Life,
  id: string,
  total: number,
): Promise<readonly { readonly paymentId: string; readonly cents: number }[]> {
  const { change } = await desk.until<Transaction>(
    `${id} to have an offer`,
    transactionPath(id),
    (seen) => (seen.change?.renewal?.offers ?? []).length > 0,
  );
  const offerId = change?.renewal?.offers.at(-1)?.offerId ?? '';
  const whole = downPayment(total, FIRST_INVOICE_PERCENT[plan.product]);
  const part = random.isSo(0.4) ? 10_000 : 0;
  const parts = part > 0 ? [part, whole - part] : [whole];
  const paid = [];
  for (const [at, cents] of parts.entries()) {
    const paymentId = `PAY-${plan.name}-OFFER-${String(at)}`;
    const money = { offerId, paymentId, amount: amountOf(cents) };
    await insisting(() => systems.billing.pay(money));
    paid.push({ paymentId, cents });
  }
  return paid;
}

/** Billing has the term cancelled for what is past due, and money in time calls that off. */
async function nonPayment(life: Life, requestId: string): Promise<void> {
  const { world, lived } = life;
  const { desk, systems, days } = world;
  const term = termNow(life);
  const { policyNumber, termNumber } = term;
  const pastDue = await insisting(async () => {
    const { periods } = await systems.billing.state();
    const period = periods.find(
      (one) => one.policyNumber === policyNumber && one.termNumber === termNumber,
    );
    return centsOf(period?.pastDue ?? '0.00');
  });
  if (pastDue <= 0) return;
  const begun = await desk.post<Transaction>(`${termPath(term)}/begin-cancellation`, {
    transactionId: requestId,
  });
  if (begun.status >= 400)
    throw new Error(`the cancellation was refused: ${JSON.stringify(begun.body)}`);
  const { id } = begun.body;
  await desk.until<Transaction>(`${id} to be quoted`, transactionPath(id), ({ state }) =>
    ['quoted', 'pending'].includes(state),
  );
  await desk.post(`${transactionPath(id)}/record-notice${WAIT}`, {
    by: 'soak',
    proof: { sent: [{ to: 'insured', on: days.today, reference: requestId }] },
  });
  await untilTerm(life, term, 'pending', ({ pendingCancellation }) => pendingCancellation !== null);
  await pay(life, term, { paymentId: `PAY-${requestId}`, cents: pastDue });
  await desk.until<Transaction>(
    `${id} to be rescinded`,
    transactionPath(id),
    ({ state }) => state === 'rescinded',
  );
  await untilTerm(
    life,
    term,
    'free again',
    ({ pendingCancellation, turn }) => pendingCancellation === null && turn.holder === null,
  );
  lived.transactions.push(id);
}

/** Money in another currency: nobody can count it, and a person is asked. */
async function strayMoney(life: Life, requestId: string): Promise<void> {
  const { world, lived } = life;
  const term = termNow(life);
  const paymentId = `EUR-${requestId}`;
  const body = {
    transactionId: `T-${paymentId}`,
    paymentId,
    amount: '77.00',
    currency: 'EUR',
    receivedAt: new Date().toISOString(),
  };
  const { status, body: answer } = await world.desk.post(`${termPath(term)}/payments`, body);
  if (status >= 300)
    throw new Error(`stray money is answered ${String(status)} ${JSON.stringify(answer)}`);
  term.told.push(paymentId);
  await settleWrongly(life, term);
  lived.planted.push({ id: termId(term), key: `moneyParked:${paymentId}` });
}

/** Somebody settles what nobody asks: that is refused, and nothing of it is forgotten. */
async function settleWrongly({ world: { desk }, random }: Life, term: TermName): Promise<void> {
  if (!random.isSo(0.5)) return;
  const body = { taskId: 'moneyParked:OF-NOBODY', by: 'soak', reason: 'The wrong one' };
  const { status } = await desk.post(`${termPath(term)}/settle`, body);
  if (status < 400) throw new Error('a task that nobody has was settled');
}

/** The bank takes the first money back; the term stays confirmed and a person is asked. */
async function reversal(life: Life): Promise<void> {
  const { systems } = life.world;
  const term = termNow(life);
  const [paymentId] = term.payments.keys();
  if (paymentId === undefined) return;
  await insisting(() => systems.billing.reverse(paymentId, 'No funds'));
  term.payments.delete(paymentId);
  await untilTerm(life, term, 'without what was taken back', ({ payments }) =>
    payments.every((one) => one.paymentId !== paymentId || one.isReversed),
  );
}
