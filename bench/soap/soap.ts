import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { FROM_SOURCE } from '../../tools/processes/entry-points.js';
import { judge, median, progress, say, spread, table } from '../report.js';

const ROUNDS = 7;
const GOAL = 0.6;

/** CPU of a SOAP call with every guard on, over the `soap` package at its defaults. */
export async function measureSoap(): Promise<void> {
  say('### CPU per SOAP call\n');
  const server = run('./answer-server.ts');
  try {
    const [{ port }] = (await once(server, 'message')) as [AddressInfo];
    const baseUrl = `http://127.0.0.1:${String(port)}`;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await cpuPerCall('soap', baseUrl));
      ours.push(await cpuPerCall('bindery', baseUrl));
      progress(`soap: round ${String(round + 1)} of ${String(ROUNDS)}`);
    }
    const ratios = ours.map((cpu, round) => cpu / (theirs[round] ?? Number.NaN));
    table(
      [
        'AddQuoteWithAutocalculateDetailsQuote, all fields, 8 in flight',
        'CPU ms per call',
        '÷ soap',
      ],
      [
        ['`soap` at its defaults (axios)', spread(theirs), '1'],
        ['Bindery, every guard on', spread(ours), spread(ratios)],
      ],
    );
    judge({
      text: 'CPU per call over the soap package at its defaults',
      value: median(ratios),
      limit: GOAL,
      better: 'lower',
    });
  } finally {
    server.disconnect();
  }
}

async function cpuPerCall(kind: string, baseUrl: string): Promise<number> {
  const client = run('./client.ts', kind, baseUrl);
  const failed = once(client, 'exit').then(([code]) => {
    throw new Error(`the ${kind} client ended with ${String(code)}`);
  });
  const [cpu] = (await Promise.race([once(client, 'message'), failed])) as [number];
  failed.catch(() => undefined);
  return cpu;
}

function run(script: string, ...args: string[]): ChildProcess {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return fork(path, args, { execArgv: [...FROM_SOURCE] });
}
