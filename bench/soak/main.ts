import { parseArgs } from 'node:util';
import { eachAtOnce } from '../../test/support/at-once.js';
import { storyDays, TIME_ZONE } from '../../tools/demo/days.js';
import { progress } from '../report.js';
import { deskOf, type Desk } from './desk.js';
import { live, type Lived, type World } from './life.js';
import { mistakesOf } from './mistakes.js';
import { peopleAt } from './people.js';
import { plannedLives, transactionsIn, type LifePlan } from './plan.js';
import { proveBooks } from './proof/books.js';
import { proveDifferences } from './proof/differences.js';
import { proveEvents } from './proof/events.js';
import { provePrivacy } from './proof/privacy.js';
import { proveWorkList } from './proof/work-list.js';
import { randomOf, type Random } from './random.js';
import { reportSoak } from './report.js';
import { startSystems, type Systems } from './systems.js';
import { beginUnrest } from './unrest.js';

interface Asked {
  readonly transactions: number;
  readonly seed: number;
  readonly atOnce: number;
}

function readAsked(): Asked {
  const { values } = parseArgs({
    options: {
      transactions: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      'at-once': { type: 'string', default: '12' },
    },
  });
  const asked = {
    transactions: Number(values.transactions),
    seed: Number(values.seed),
    atOnce: Number(values['at-once']),
  };
  if (Object.values(asked).every((one) => Number.isSafeInteger(one) && one > 0)) return asked;
  progress('--transactions, --seed and --at-once are whole numbers above zero.');
  process.exit(1);
}

/** Has all policies live at once, so many at a time. @returns what did not come about */
async function liveAll(
  world: World,
  lives: readonly Lived[],
  { atOnce, random }: { readonly atOnce: number; readonly random: Random },
): Promise<readonly string[]> {
  const failed: string[] = [];
  let over = 0;
  await eachAtOnce(atOnce, lives, async (lived) => {
    const { name, product, steps } = lived.plan;
    try {
      await live(world, lived.plan, random.of(`life ${name}`), lived);
    } catch (error) {
      failed.push(`${name} (${product}: ${steps.join(', ')}) at ${lived.doing}: ${String(error)}`);
      progress(`soak: ${failed.at(-1) ?? ''}`);
    }
    over += 1;
    progress(`soak: ${String(over)} of ${String(lives.length)} policies`);
  });
  return failed;
}

function begunLife(plan: LifePlan): Lived {
  const empty = { terms: [], transactions: [], declined: [], planted: [], offersPaid: new Map() };
  return { plan, ...structuredClone(empty), doing: 'nothing yet', done: 0 };
}

/** Everything that billing had to tell is told. */
async function untilTold({ billing }: Systems): Promise<void> {
  const { callbacks } = await billing.state();
  // One that was to be overtaken waits for ever where nothing came after it.
  for (const { id, status } of callbacks) if (status === 'held') await billing.sendNow(id);
  await billing.untilSo((state) =>
    state.callbacks.every(({ status }) => ['delivered', 'refused'].includes(status)),
  );
}

/** @returns whether everything was proven */
async function soak(asked: Asked, systems: Systems, desk: Desk): Promise<boolean> {
  const random = randomOf(asked.seed);
  const mistakes = mistakesOf(systems.client, random.of('mistakes'));
  const world = { systems, desk, mistakes, days: storyDays(new Date(), TIME_ZONE) };
  const lives = plannedLives(asked.transactions, random.of('plan')).map(begunLife);
  const planned = lives.reduce((sum, { plan }) => sum + transactionsIn(plan), 0);
  progress(`soak: ${String(lives.length)} policies with ${String(planned)} transactions`);
  const clock = stopwatch();
  const unrest = await beginUnrest(systems, random.of('unrest'));
  const people = peopleAt(desk);
  people.begin();
  const failed = await liveAll(world, lives, { atOnce: asked.atOnce, random });
  await unrest.end();
  const unrestSeconds = clock();
  await people.end();
  await untilTold(systems);
  const restSeconds = clock();

  const terms = lives.flatMap((lived) => lived.terms);
  const proven = {
    books: await proveBooks(systems, desk, terms),
    workList: await proveWorkList(desk, lives, people),
    differences: await proveDifferences(systems, desk, terms, random.of('differences')),
    events: await proveEvents(desk, lives),
    privacy: await provePrivacy(systems, lives[0]?.plan.name ?? ''),
  };
  const seconds = { unrest: unrestSeconds, rest: restSeconds, proof: clock() };
  const { counts } = mistakes;
  return reportSoak({
    ...proven,
    ...{
      seed: asked.seed,
      lives,
      failed,
      unrest,
      mistakes: counts,
      desk: desk.counts,
      people,
      seconds,
    },
  });
}

/** @returns the seconds since it was asked last */
function stopwatch(): () => number {
  let since = performance.now();
  return () => {
    const seconds = (performance.now() - since) / 1000;
    since = performance.now();
    return seconds;
  };
}

const asked = readAsked();
progress(`soak: seed ${String(asked.seed)}`);
const systems = await startSystems();
let isProven = false;
try {
  isProven = await soak(asked, systems, deskOf(systems, randomOf(asked.seed).of('desk')));
} finally {
  const kept = await systems.stop(!isProven);
  if (kept !== null) progress(`soak: logs and books are kept in ${kept}`);
}
process.exitCode = isProven ? 0 : 1;
// Kept-alive connections of fetch would hold the process.
process.exit();
