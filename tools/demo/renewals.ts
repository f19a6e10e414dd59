import { dayIn, TIME_ZONE } from './days.js';
import { sumOf } from './money.js';
import {
  transactionPath,
  type Renewal,
  type Scene,
  type TermName,
  type Transaction,
} from './scene.js';
import { bindSubmission, moved, paid, WAIT, type Stage, type ToldTerm } from './stage.js';

/** What billing sends for an offer of a product that makes none. */
const ASTRAY = '500.00';
/** Not enough for any plan of the offer. */
const SHORT = '1000.00';
/** The plan that the rest pays for. */
const PLAN = 'TWO';

/** The next term of a product that binds it by itself, and what becomes of money for an offer that nobody made. */
export async function renewByItself({ scene, step, ...stage }: Stage): Promise<ToldTerm> {
  let id = '';
  await step('renewal', 'The next term, quoted', async () => {
    const { change, ...renewal } = await renewalOf({ scene, ...stage });
    id = renewal.id;
    return {
      sentence:
        `It begins on ${change?.effectiveDate ?? ''}, costs what a whole term costs now, and is ` +
        `quoted in IMS. It will be bound by itself on ${dayOf(change?.renewal?.moments?.boundAt)}.`,
      money: [moved('would be charged', 'would be returned', change?.amounts)],
    };
  });
  await step('wrongFlow', 'Money for an offer that nobody made', async () => {
    await scene.payOffer(id, ASTRAY);
    await untilTask(scene, id, 'wrongFlow');
    return {
      sentence:
        `Billing tells of ${ASTRAY} for an offer of it, but this product makes none: the message is ` +
        `refused, a person has a task, and the money is kept.`,
      money: [paid(ASTRAY)],
    };
  });
  const seen: { made: Transaction | null; term: TermName | null } = { made: null, term: null };
  await step('renewalBound', 'Its day moved to today, and it is bound', async () => {
    await move({ scene, days: stage.days }, id, 'issueOn');
    const { change } = await scene.untilState(id, 'completed');
    const next = nextTermOf(change?.renewal);
    await scene.untilTerm(
      next,
      'what was kept is counted',
      ({ money: { counted } }) => counted === ASTRAY,
    );
    await scene.post(`${transactionPath(id)}/settle${WAIT}`, {
      by: 'demo',
      task: 'wrongFlow',
      reason: 'Billing was set right',
    });
    seen.made = await scene.untilState(change?.renewal?.madeBy ?? '', 'completed');
    seen.term = next;
    return {
      sentence:
        `It is bound and issued as policy ${next.policyNumber}, term ${String(next.termNumber)}, and billed with the ` +
        `account of the term before. The money that was kept counts for it; the task is settled.`,
      money: [moved('charged', 'returned', change?.amounts)],
    };
  });
  const { made, term } = seen;
  if (made === null || term === null) throw new Error('the renewal came to nothing');
  await step('renewalConfirmed', 'The rest of its first invoice', async () => {
    const rest = sumOf([made.billing?.firstInvoice ?? '0.00', `-${ASTRAY}`]);
    await scene.pay(term, rest);
    await untilConfirmed(scene, term);
    return {
      sentence: 'Billing finds it paid and has the next term confirmed, as it had the first.',
      money: [paid(rest)],
    };
  });
  return { term, booked: [{ id: made.id, what: 'renewal' }] };
}

/** A policy whose next term is offered, and bound when that is paid. */
export async function renewByOffer(
  { scene, step, days }: Pick<Stage, 'scene' | 'step' | 'days'>,
  submission: object,
): Promise<readonly ToldTerm[]> {
  const bound = await bindSubmission(
    { scene, step },
    { name: 'offerSubmission', title: 'A policy whose next term is offered', submission },
  );
  const policyNumber = bound.policyNumber ?? '';
  let id = '';
  let offerId = '';
  let rest = '';
  await step('offer', 'The offer', async () => {
    const renewal = await renewalOf({ scene, policyNumber });
    id = renewal.id;
    await move({ scene, days }, id, 'offerOn');
    const { change } = await scene.untilRenewal(
      id,
      'the offer is out',
      ({ offers }) => offers.length > 0,
    );
    const offer = change?.renewal?.offers.at(-1);
    offerId = offer?.offerId ?? '';
    const plans = offer?.plans ?? [];
    const chosen = plans.find(({ planCode }) => planCode === PLAN);
    rest = sumOf([chosen?.firstInvoice ?? '0.00', `-${SHORT}`]);
    const ways = plans.map(({ planCode, firstInvoice }) => `${firstInvoice} (${planCode})`);
    return {
      sentence:
        `The next term is quoted, its day is moved to today, and it is offered at ${offer?.total ?? ''}: ` +
        `whoever pays ${ways.join(' or ')} by ${dayOf(offer?.payableUntil)} takes it. Nothing is bound.`,
      money: [moved('would be charged', 'would be returned', change?.amounts)],
    };
  });
  await step('offerShort', 'Money for it, not enough', async () => {
    await scene.payOffer(offerId, SHORT);
    await untilTask(scene, id, 'noPlanFits');
    return {
      sentence: `${SHORT} pay for no plan: billing is answered no policy number, and a person has a task.`,
      money: [paid(SHORT)],
    };
  });
  const seen: { next: ToldTerm | null } = { next: null };
  await step('offerPaid', 'The rest, and the next term is bound', async () => {
    await scene.payOffer(offerId, rest);
    const { change } = await scene.untilState(id, 'completed');
    const term = nextTermOf(change?.renewal);
    await untilConfirmed(scene, term);
    seen.next = { term, booked: [{ id: change?.renewal?.madeBy ?? '', what: 'renewal' }] };
    return {
      sentence:
        `Together they pay for plan ${PLAN}: the next term is bound as policy ${term.policyNumber}, billed by that ` +
        `plan, and confirmed by its money; billing is answered its number. The task is gone.`,
      money: [moved('charged', 'returned', change?.amounts), paid(rest)],
    };
  });
  if (seen.next === null) throw new Error('the offer came to nothing');
  const first = {
    term: { policyNumber, termNumber: 1 },
    booked: [{ id: bound.id, what: 'new business' }],
  };
  return [first, seen.next];
}

async function renewalOf({
  scene,
  policyNumber,
}: Pick<Stage, 'scene' | 'policyNumber'>): Promise<Transaction> {
  const posted = await scene.post(`/api/policies/${policyNumber}/renewals${WAIT}`, {
    requestId: 'DEMO-RNW-1',
  });
  return scene.untilState(posted.id, 'quoted');
}

async function move(
  { scene, days }: Pick<Stage, 'scene' | 'days'>,
  id: string,
  day: 'offerOn' | 'issueOn',
): Promise<void> {
  await scene.post(`${transactionPath(id)}/reschedule`, {
    by: 'demo',
    reason: 'The story does not wait for it',
    [day]: days.today,
  });
}

async function untilConfirmed(scene: Scene, term: TermName): Promise<void> {
  await scene.untilTerm(
    term,
    'the next term is confirmed',
    (seen) => seen.isConfirmed && seen.isConfirmationAcknowledged,
  );
}

async function untilTask(scene: Scene, id: string, key: string): Promise<void> {
  await scene.untilRenewal(id, `a person is asked about ${key}`, ({ tasks }) =>
    tasks.some((task) => task.key === key),
  );
}

function nextTermOf(renewal: Renewal | null | undefined): TermName {
  return {
    policyNumber: renewal?.newPolicyNumber ?? '',
    termNumber: renewal?.newTermNumber ?? 0,
  };
}

function dayOf(moment: string | null | undefined): string {
  return moment ? dayIn(TIME_ZONE, new Date(moment)) : '';
}
