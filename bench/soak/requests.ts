import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { StoryDays } from '../../tools/demo/days.js';
import { amountOf, centsOf } from '../../tools/demo/money.js';
import { downPayment, sumOf, type Amounts, type OracleTerm } from './oracle.js';
import { FIRST_INVOICE_PERCENT, type LifePlan, type ProductKey } from './plan.js';
import type { Random } from './random.js';

/** A submission as it is posted, as far as the lives look. */
export interface Submission {
  readonly product: string;
  readonly state: string;
  readonly insured: Readonly<Record<string, unknown>>;
  readonly producer: Readonly<Record<string, unknown>>;
  readonly paymentPlan: number;
  readonly premium?: readonly PostedCharge[];
  readonly billing?: {
    readonly upFrontPayments: readonly { readonly paymentId: string; readonly amount: string }[];
  };
}

interface PostedCharge {
  readonly line: string;
  readonly charge: string;
  readonly state: string;
  readonly amount: string;
}

/** What IMS's sandbox adds to a workbook's premium, in cents. */
export const POLICY_FEE = 12_500;
/** And to an endorsement that it rates. */
const ENDORSEMENT_FEE = 2_500;

/** The social security number of somebody who is insured; of nobody, and unlike anything else in a file. */
export const SSN_OF_SOAK = '987650321';
export const NAME_OF_SOAK = 'Zebulonius Quackenbushel';

/** What is posted for a life: the example of its product, for an insured that nobody takes for another. */
export function submissionOf(
  plan: LifePlan,
  { effectiveDate, expirationDate }: StoryDays,
  random: Random,
): Submission & Readonly<Record<string, unknown>> {
  const { name, product } = plan;
  const example = JSON.parse(
    readFileSync(new URL(`../../examples/${product}.json`, import.meta.url), 'utf8'),
  ) as Submission;
  // The same however often it is asked for.
  const chance = random.of(`submission ${name}`);
  const premium = premiumOf(product, chance);
  const figures = Object.fromEntries(premium.map((row) => [placeOf(row), centsOf(row.amount)]));
  return {
    ...example,
    externalSystem: 'soak',
    externalId: name,
    effectiveDate,
    expirationDate,
    insured: insuredOf(plan, example.insured),
    ...(product === 'contractors' ? { workbook: workbookOf(sumOf(figures)) } : { premium }),
    ...(plan.isPaidUpFront ? { billing: { upFrontPayments: [upFront(plan, figures)] } } : {}),
  };
}

function upFront({ name, product }: LifePlan, figures: Amounts) {
  const fees = product === 'contractors' ? POLICY_FEE : 0;
  const cents = downPayment(sumOf(figures) + fees, FIRST_INVOICE_PERCENT[product]);
  return {
    paymentId: `PAY-${name}-UP`,
    amount: amountOf(cents),
    receivedAt: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) + 'T12:00:00Z',
  };
}

const PREMIUM = /^(?<line>\S+) (?<charge>\S+) (?<state>\S+)$/;

function premiumOf(product: ProductKey, random: Random): readonly PostedCharge[] {
  const state = 'TX';
  const row = (line: string, charge: string, from: number, to: number): PostedCharge => {
    return { line, charge, state, amount: amountOf(random.between(from, to)) };
  };
  switch (product) {
    case 'general-liability':
      return [
        row(product, 'premium', 200_000, 900_000),
        ...(random.isSo(0.5) ? [row(product, 'terrorism', 5_000, 20_000)] : []),
      ];
    case 'commercial-property':
      return [
        row('property', 'premium', 500_000, 2_000_000),
        row('property', 'windstorm', 50_000, 200_000),
        row('equipment-breakdown', 'premium', 40_000, 90_000),
      ];
    case 'contractors':
      return [row(product, 'premium', 300_000, 900_000)];
  }
}

/** What a term is charged at its bind, and its figures without what IMS adds. */
export function figuresOf(
  { product }: LifePlan,
  { premium = [], ...submission }: Submission & Readonly<Record<string, unknown>>,
): { readonly amounts: Amounts; readonly fullTerm: Amounts } {
  if (product !== 'contractors') {
    const amounts = Object.fromEntries(premium.map((row) => [placeOf(row), centsOf(row.amount)]));
    return { amounts, fullTerm: amounts };
  }
  const { contentBase64 } = submission['workbook'] as { readonly contentBase64: string };
  const rated = Buffer.from(contentBase64, 'base64').toString().trim().replace('premium,', '');
  const cents = centsOf(rated);
  return { amounts: { premium: cents, fees: POLICY_FEE }, fullTerm: { premium: cents } };
}

/** Other figures for the whole term, one row up or down. @returns with what IMS adds to the endorsement itself */
export function endorsedFigures(
  { product }: LifePlan,
  { fullTerm }: OracleTerm,
  random: Random,
): { readonly figures: Amounts; readonly fees: Amounts } {
  const places = Object.keys(fullTerm);
  const place = places[random.between(0, places.length - 1)] ?? '';
  const before = fullTerm[place] ?? 0;
  const moved = Math.max(1_000, Math.floor((before * random.between(3, 40)) / 100));
  const cents = random.isSo(0.7) ? before + moved : before - Math.floor(moved / 2);
  const fees = product === 'contractors' ? { fees: ENDORSEMENT_FEE } : {};
  return { figures: { ...fullTerm, [place]: cents }, fees };
}

/** Figures as they are posted, charge by charge. */
export function chargesOf(figures: Amounts): readonly PostedCharge[] {
  return Object.entries(figures).map(([place, cents]) => {
    const { line = '', charge = '', state = '' } = PREMIUM.exec(place)?.groups ?? {};
    return { line, charge, state, amount: amountOf(cents) };
  });
}

/** A workbook as the rater of the sandbox reads it. */
export function workbookOf(cents: number) {
  const contentBase64 = Buffer.from(`premium,${amountOf(cents)}\n`).toString('base64');
  return { fileName: 'rating.csv', contentBase64 };
}

function insuredOf({ name }: LifePlan, insured: Submission['insured']) {
  const digest = createHash('sha256').update(name).digest('hex');
  const letters = digest.slice(0, 16);
  const isPerson = insured['businessType'] === 'individual';
  const who = isPerson
    ? { firstName: 'Zebulonius', lastName: `Quackenbushel ${letters}`, ssn: SSN_OF_SOAK }
    : { corporationName: letters };
  const fein = String(Number.parseInt(digest.slice(0, 12), 16) % 1e9).padStart(9, '0');
  return {
    ...insured,
    ...who,
    ...('fein' in insured ? { fein } : {}),
    nameOnPolicy: isPerson ? `${NAME_OF_SOAK} ${letters}` : letters,
  };
}

function placeOf({ line, charge, state }: PostedCharge): string {
  return `${line} ${charge} ${state}`;
}
