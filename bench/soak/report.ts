import { cpus } from 'node:os';
import { amountOf } from '../../tools/demo/money.js';
import { number, say, table } from '../report.js';
import type { DeskCounts } from './desk.js';
import type { Lived } from './life.js';
import type { Mistakes } from './mistakes.js';
import type { People } from './people.js';
import type { BooksProof } from './proof/books.js';
import type { DifferencesProof } from './proof/differences.js';
import type { EventsProof } from './proof/events.js';
import type { PrivacyProof } from './proof/privacy.js';
import type { WorkListProof } from './proof/work-list.js';
import { PARTS } from './systems.js';
import type { Unrest } from './unrest.js';

/** Everything that a soak has come to. */
export interface Soaked {
  readonly seed: number;
  readonly lives: readonly Lived[];
  readonly failed: readonly string[];
  readonly unrest: Unrest;
  readonly mistakes: Mistakes['counts'];
  readonly desk: DeskCounts;
  readonly people: People;
  readonly seconds: Readonly<Record<'unrest' | 'rest' | 'proof', number>>;
  readonly books: BooksProof;
  readonly events: EventsProof;
  readonly differences: DifferencesProof;
  readonly workList: WorkListProof;
  readonly privacy: PrivacyProof;
}

/** What ran, what was done to it, and what was proven, as markdown. @returns whether everything is proven */
export function reportSoak(soaked: Soaked): boolean {
  const { seed, lives, seconds } = soaked;
  say(`### A soak of ${String(doneIn(lives))} transactions\n`);
  say(
    `Seed ${String(seed)}; Node ${process.versions.node}, ${process.platform} ${process.arch}, ${String(cpus().length)} cores. ` +
      `${number(seconds.unrest)} s of unrest, ${number(seconds.rest)} s until everything was at rest, ${number(seconds.proof)} s of proof.\n`,
  );
  sayWhatRan(lives);
  sayWhatWentWrong(soaked);
  return sayProof(soaked);
}

function doneIn(lives: readonly Lived[]): number {
  return lives.reduce((sum, { done }) => sum + done, 0);
}

function sayWhatRan(lives: readonly Lived[]): void {
  const counts: Record<string, number> = {};
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  for (const { plan, done } of lives) {
    count(plan.isSteered ? 'quote steered by hand' : 'submission');
    for (const step of plan.steps.slice(0, Math.max(0, done - 1)))
      count(step === 'renew' ? `renewal (${plan.product})` : (NAMES[step] ?? step));
  }
  table(
    ['what', 'how often'],
    Object.entries(counts).map(([what, often]) => [what, String(often)]),
  );
}

const NAMES: Readonly<Record<string, string>> = {
  pay: 'first invoice paid, and confirmed',
  endorse: 'endorsement',
  cancel: 'cancellation by the insured',
  reinstate: 'reinstatement',
  rewrite: 'rewrite',
  nonPayment: 'cancellation for non-payment, rescinded by money',
  strayMoney: 'money in another currency',
  reverse: 'money taken back',
};

function sayWhatWentWrong({ unrest, mistakes, desk, people }: Soaked): void {
  table(
    ['killed', 'how often', 'seconds down in all'],
    PARTS.map((part) => [part, String(unrest.kills[part]), number(unrest.downMs[part] / 1000)]),
  );
  table(
    ['beside that', 'how often'],
    [
      ...Object.entries(mistakes.terminated).map(([kind, often]) => [
        `terminated: ${kind}`,
        String(often),
      ]),
      ...Object.entries(mistakes.reset).map(([kind, often]) => [`reset: ${kind}`, String(often)]),
      ['requests posted twice at the same moment', String(desk.postedTwice)],
      ['requests that had to be sent again', `${String(desk.again)} of ${String(desk.requests)}`],
      ...Object.entries(people.settled).map(([cause, often]) => [
        `settled from the list: ${cause}`,
        String(often),
      ]),
    ],
  );
}

function sayProof(soaked: Soaked): boolean {
  const { lives, failed, books, events, differences, workList, privacy, desk, people } = soaked;
  const planted = Object.values(differences.planted).reduce((sum, count) => sum + count, 0);
  const proofs: readonly (readonly [string, readonly string[]])[] = [
    [`All ${String(lives.length)} policies came to what was asked for`, failed],
    [
      `IMS, billing and the workflows hold ${String(books.terms)} terms with ${String(books.entries)} bookings as they must: ` +
        `${amountOf(books.chargedCents)} charged, ${amountOf(books.receivedCents)} received, and nothing beside`,
      books.differences,
    ],
    [
      `${String(events.events)} events in ${String(events.pages)} pages, each once, in order, none missing`,
      events.faults,
    ],
    [
      `What waited for a person was on the list, and nothing else (${wordsOf(workList.waited)}); ` +
        `${String(workList.planted)} of it planted; all of it settled by the requests of the list`,
      [...workList.faults, ...people.refused],
    ],
    [
      `The comparison found nothing in ${String(differences.terms)} terms, and then the ${String(planted)} differences that were planted ` +
        `(${wordsOf(differences.planted)}), of which it repaired ${String(differences.repaired)}`,
      differences.faults,
    ],
    [
      `The social security number and the name of who was insured are in none of ${String(privacy.files)} files, ` +
        `${String(privacy.histories)} exported histories among them`,
      [
        ...privacy.found,
        ...(privacy.isSearchGood ? [] : ['the search does not find what is there']),
      ],
    ],
    ['No answer was a 500', [...new Set(desk.broken)]],
  ];
  for (const [what, faults] of proofs) {
    say(`- ${faults.length === 0 ? 'PROVEN' : `NOT SO (${String(faults.length)})`}: ${what}.`);
    for (const fault of faults.slice(0, 40)) say(`  - ${fault}`);
  }
  return proofs.every(([, faults]) => faults.length === 0);
}

function wordsOf(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([what, count]) => `${what} ${String(count)}`);
  return words.length === 0 ? 'none' : words.join(', ');
}
