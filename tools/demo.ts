import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBusinessFiles } from '../src/config/business-files.js';
import { runProcess, untilStopped } from '../src/main/run-process.js';
import { UsageError } from '../src/main/usage-error.js';
import { readArguments, USAGE } from './demo/arguments.js';
import { proofOf, type Numbering } from './demo/proof.js';
import type { DemoReport, DemoStep, ProvenTerm } from './demo/report.js';
import { sceneOf, type Scene } from './demo/scene.js';
import type { ToldTerm } from './demo/stage.js';
import { tellStory } from './demo/story.js';
import { startSystems, type Systems } from './demo/systems.js';
import { proofWords, stepWords } from './demo/words.js';
import type { Running } from './start/processes.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the words go: stdout is for the document where one was asked for. */
type Say = (line: string) => void;
const toStdout: Say = (line) => process.stdout.write(`${line}\n`);
const toStderr: Say = (line) => process.stderr.write(`${line}\n`);

/** Starts everything and tells the story. */
async function demo(folder: string, running: Running[], say: Say): Promise<DemoReport> {
  const begunAt = Date.now();
  say('Starting Temporal, both sandboxes, a worker and the API.');
  const systems = await startSystems({ root, folder, say: toStderr }, running);
  say(`Everything is up after ${secondsSince(begunAt)} seconds.`);
  const scene = sceneOf(systems);
  const steps: DemoStep[] = [];
  const told = tellStory(scene, { root, now: new Date() }, (step) => {
    steps.push(step);
    say(stepWords(step, steps.length));
  });
  const terms = await Promise.race([told, ...running.map(endedEarly)]);
  const numbering = numberingOf(systems);
  const proven = await Promise.all(terms.map((term) => provenTerm(term, scene, numbering)));
  say(proofWords(proven));
  say(`It took ${secondsSince(begunAt)} seconds.`);
  return { steps, terms: proven, agrees: proven.every(({ proof }) => proof.agrees) };
}

/** What the story would only wait for. @throws UsageError when a part of it has ended */
async function endedEarly({ name, ended }: Running): Promise<never> {
  throw new UsageError(`The ${name} ${await ended}, so that the story has no end.`);
}

async function provenTerm(
  { term, booked }: ToldTerm,
  scene: Scene,
  numbering: Numbering,
): Promise<ProvenTerm> {
  const billing = await scene.period(term);
  const books = {
    policyNumber: term.policyNumber,
    ims: await scene.imsBooks(),
    billing,
    term: await scene.untilTerm(term, 'the term answers', () => true),
    transactions: booked,
  };
  const { effectiveDate, expirationDate } = billing.term;
  return { ...term, effectiveDate, expirationDate, proof: proofOf(books, numbering) };
}

/** How the policy system of the sandbox numbers lines and charges. */
function numberingOf({ files }: Systems): Numbering {
  const { installation, products } = readBusinessFiles(files);
  const lines = [...products.values()].flatMap((product) => product.lines);
  return {
    lines: new Map(lines.map(({ key, lineGuid }) => [lineGuid, key])),
    charges: new Map(installation.charges.map(({ code, ...charge }) => [code, charge])),
  };
}

function secondsSince(begunAt: number): string {
  return String(Math.round((Date.now() - begunAt) / 1000));
}

await runProcess(async (stop, exitWith) => {
  const { isHelp, isJson } = readArguments(process.argv.slice(2));
  if (isHelp) {
    toStdout(USAGE);
    return;
  }
  const say = isJson ? toStderr : toStdout;
  const folder = await mkdtemp(join(tmpdir(), 'bindery-demo-'));
  const running: Running[] = [];
  try {
    const stopped = untilStopped(stop).then(() => null);
    const report = await Promise.race([demo(folder, running, say), stopped]);
    if (report === null) throw new UsageError('Stopped before the end.');
    if (isJson) toStdout(JSON.stringify(report, null, 2));
    if (!report.agrees) exitWith(1);
  } finally {
    await Promise.all(running.map((part) => part.stop()));
    await rm(folder, { recursive: true, force: true });
  }
});
// A build that Ctrl-C interrupted would keep the process alive.
process.exit();
