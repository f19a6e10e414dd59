import { setTimeout as pause } from 'node:timers/promises';
import { centsOf } from '../../../tools/demo/money.js';
import { forgetWorkflow } from '../../../test/support/forget-workflow.js';
import { termId } from '../answers.js';
import type { Desk } from '../desk.js';
import { insisting } from '../insisting.js';
import { receivedOf, type OracleTerm } from '../oracle.js';
import type { Random } from '../random.js';
import type { Systems } from '../systems.js';

interface Report {
  readonly state: string;
  readonly terms: Readonly<Record<string, number>>;
}

interface Difference {
  readonly code: string;
  readonly policyNumber: string;
  readonly outcome: string;
}

export interface DifferencesProof {
  /** Looked at before anything was planted. */
  readonly terms: number;
  readonly planted: Readonly<Record<string, number>>;
  readonly repaired: number;
  readonly faults: readonly string[];
}

/** A way in which somebody spoils one book, and by what it is to be found. */
interface Plant {
  readonly codes: readonly string[];
  readonly outcome: 'repaired' | 'task';
  readonly fits: (term: OracleTerm) => boolean;
  readonly spoil: (systems: Systems, term: OracleTerm) => Promise<void>;
}

const PER_MINUTE = 6_000;
const AGAIN_AFTER_S = 5;
/** Of each way, at most. */
const OF_EACH = 5;
const A_CENT = 1;
const LOOK_EVERY_MS = 100;
const HALF_A_YEAR_MS = 182 * 86_400_000;

const isInForce = ({ cancelledOn, product }: OracleTerm): boolean =>
  cancelledOn === null && product !== 'contractors';
const isPaid = (term: OracleTerm): boolean => isInForce(term) && receivedOf(term) > 0;

const PLANTS: Readonly<Record<string, Plant>> = {
  'a cent more premium in IMS': {
    codes: ['premiumInPolicySystem'],
    outcome: 'task',
    // The lines of a package share a charge code.
    fits: (term) => isInForce(term) && term.product === 'general-liability',
    spoil: async ({ admin }, term) => {
      const { guid, chargeCode, cents } = await originalOf(admin, term);
      const amount = ((cents + A_CENT) / 100).toFixed(2);
      await admin.byHand({ quoteGuid: guid, premiums: [{ chargeCode, amount }] });
    },
  },
  'another end in IMS': {
    codes: ['datesInPolicySystem'],
    outcome: 'task',
    fits: isInForce,
    spoil: async ({ admin }, term) => {
      const { guid } = await originalOf(admin, term);
      await admin.byHand({ quoteGuid: guid, expiration: aYearAfter(term.to) });
    },
  },
  'another end in billing': {
    codes: ['datesInBilling'],
    outcome: 'task',
    fits: isInForce,
    spoil: ({ billing }, term) =>
      billing.byHand({ ...named(term), expirationDate: aYearAfter(term.to) }),
  },
  'a confirmation that billing has not': {
    codes: ['confirmation'],
    outcome: 'repaired',
    fits: (term) => isInForce(term) && term.isConfirmed,
    spoil: ({ billing }, term) => billing.byHand({ ...named(term), isTermConfirmed: false }),
  },
  'a term that billing has not': {
    codes: ['missingInBilling'],
    outcome: 'repaired',
    // Billing would have lost its confirmation with it, and its money is none of the term's any more.
    fits: (term) =>
      isInForce(term) && !term.isConfirmed && term.payments.size === 0 && term.entries.length === 1,
    spoil: ({ billing }, term) => billing.removeByHand(term.policyNumber, term.termNumber),
  },
  'a term that Temporal has lost': {
    codes: ['unknownHere'],
    outcome: 'repaired',
    // One whose renewal may be under way would begin another; of one that is a renewal a person says which term it is.
    fits: (term) =>
      isInForce(term) &&
      term.termNumber === 1 &&
      term.product === 'general-liability' &&
      term.entries.length === 1 &&
      Date.parse(term.to) - Date.now() > HALF_A_YEAR_MS,
    spoil: async ({ client, connection }, term) => {
      const id = termId(term);
      const { namespace } = client.options;
      await forgetWorkflow({ client, connection, namespace }, id);
      // The index follows.
      while ((await client.workflow.count(`WorkflowId = '${id}'`)).count > 0)
        await pause(LOOK_EVERY_MS);
      term.timesBound += 1;
    },
  },
  'money that nobody told': {
    codes: ['moneyInBilling'],
    outcome: 'task',
    fits: isPaid,
    spoil: async ({ billing }, term) => {
      await billing.changePolicySide({ reportPayments: false });
      await billing.pay({
        ...named(term),
        amount: '0.01',
        paymentId: `UNTOLD-${term.policyNumber}`,
      });
      await billing.changePolicySide({ reportPayments: true });
    },
  },
};

/** That a comparison finds nothing where nothing is, and then exactly what was planted. */
export async function proveDifferences(
  systems: Systems,
  desk: Desk,
  terms: readonly OracleTerm[],
  random: Random,
): Promise<DifferencesProof> {
  const before = await compared(desk, 'SOAK-BEFORE');
  const faults = before.found.map((one) => `found though nobody planted it: ${wordsOf(one)}`);
  for (const what of ['differed', 'unread', 'underWay'])
    if (before.report.terms[what] !== 0)
      faults.push(
        `${String(before.report.terms[what])} terms are ${what} before anything is planted`,
      );
  if (before.report.terms['all'] !== terms.length)
    faults.push(
      `${String(before.report.terms['all'])} terms were looked at, not ${String(terms.length)}`,
    );

  const planted: Record<string, number> = {};
  const wanted: string[] = [];
  const free = [...terms];
  for (let count = 0; count < OF_EACH; count++) {
    for (const [what, plant] of Object.entries(PLANTS)) {
      const at = free.findIndex((term) => plant.fits(term) && random.isSo(0.7));
      const [term] = at < 0 ? [] : free.splice(at, 1);
      if (term === undefined) continue;
      await insisting(() => plant.spoil(systems, term));
      planted[what] = (planted[what] ?? 0) + 1;
      for (const code of plant.codes)
        wanted.push(wordsOf({ policyNumber: term.policyNumber, code, outcome: plant.outcome }));
    }
  }
  const after = await compared(desk, 'SOAK-PLANTED');
  const found = after.found.map(wordsOf);
  faults.push(...wanted.filter((one) => !found.includes(one)).map((one) => `not found: ${one}`));
  faults.push(...found.filter((one) => !wanted.includes(one)).map((one) => `not planted: ${one}`));
  return {
    terms: terms.length,
    planted,
    repaired: after.found.filter(({ outcome }) => outcome === 'repaired').length,
    faults,
  };
}

async function compared(
  desk: Desk,
  requestId: string,
): Promise<{ readonly report: Report; readonly found: readonly Difference[] }> {
  const begun = await desk.post<Report>('/api/reconciliations', {
    requestId,
    perMinute: PER_MINUTE,
    compareAgainAfter: AGAIN_AFTER_S,
  });
  if (begun.status >= 400) throw new Error(`no comparison: ${JSON.stringify(begun.body)}`);
  const path = `/api/reconciliations/${requestId}`;
  const report = await desk.until<Report>(
    'all systems to be compared',
    path,
    ({ state }) => state === 'done',
  );
  const found: Difference[] = [];
  let after = '';
  for (;;) {
    const { body } = await desk.get<{
      readonly items: readonly Difference[];
      readonly next: string | null;
    }>(`${path}/differences${after}`);
    found.push(...body.items);
    if (body.next === null) return { report, found };
    after = `?after=${encodeURIComponent(body.next)}`;
  }
}

function wordsOf({ policyNumber, code, outcome }: Difference): string {
  return `${code} of ${policyNumber} (${outcome})`;
}

function named({ policyNumber, termNumber }: OracleTerm) {
  return { policyNumber, termNumber };
}

function aYearAfter(day: string): string {
  return `${String(Number(day.slice(0, 4)) + 1)}${day.slice(4)}`;
}

/** The bind of a term in IMS's book, with a row of its premium. */
async function originalOf(
  admin: Systems['admin'],
  { policyNumber }: OracleTerm,
): Promise<{ readonly guid: string; readonly chargeCode: number; readonly cents: number }> {
  const { quotes } = await admin.state();
  const quote = quotes.find(
    (one) =>
      one.policyNumber === policyNumber && one.transactionType === '' && one.dateBound !== null,
  );
  const row = quote?.options.flatMap(({ premiums }) => premiums).find(({ isFee }) => !isFee);
  if (quote === undefined || row === undefined)
    throw new Error(`IMS has no bind of ${policyNumber}`);
  return {
    guid: quote.quoteGuid,
    chargeCode: row.chargeCode,
    cents: centsOf(row.amount),
  };
}
