import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBusinessFiles } from '../src/config/business-files.js';
import { runProcess, untilStopped } from '../src/main/run-process.js';
import { UsageError } from '../src/main/usage-error.js';
import { readArguments, USAGE } from './demo/arguments.js';
import { proofOf, type Numbering } from './demo/proof.js';
import type { DemoReport, DemoStep } from './demo/report.js';
import { sceneOf, type Scene } from './demo/scene.js';
import { tellStory, type Story } from './demo/story.js';
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
  const story = await Promise.race([told, ...running.map(endedEarly)]);
  const report = await reportOf(story, steps, scene, systems);
  say(proofWords(report.proof));
  say(`It took ${secondsSince(begunAt)} seconds.`);
  return report;
}

/** What the story would only wait for. @throws UsageError when a part of it has ended */
async function endedEarly({ name, ended }: Running): Promise<never> {
  throw new UsageError(`The ${name} ${await ended}, so that the story has no end.`);
}

async function reportOf(
  { policyNumber, days, booked }: Story,
  steps: readonly DemoStep[],
  scene: Scene,
  systems: Systems,
): Promise<DemoReport> {
  const books = {
    policyNumber,
    ims: await scene.imsBooks(),
    billing: await scene.period(policyNumber),
    term: await scene.untilTerm(policyNumber, 'the term answers', () => true),
    transactions: booked,
  };
  return {
    policyNumber,
    termNumber: 1,
    effectiveDate: days.effectiveDate,
    expirationDate: days.expirationDate,
    steps,
    proof: proofOf(books, numberingOf(systems)),
  };
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
    if (!report.proof.agrees) exitWith(1);
  } finally {
    await Promise.all(running.map((part) => part.stop()));
    await rm(folder, { recursive: true, force: true });
  }
});
// A build that Ctrl-C interrupted would keep the process alive.
process.exit();
