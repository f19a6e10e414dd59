import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureConfirmation } from './confirmation.js';
import { measureEncryption } from './encryption.js';
import { measureHistory } from './history.js';
import { measureLatency } from './latency/latency.js';
import { measureMemory } from './memory.js';
import { progress, say } from './report.js';
import { measurePremiumQuotes } from './premium-quote.js';
import { measureRenewals } from './renewals.js';
import { measureRestart } from './restart.js';
import { measureSoap } from './soap/soap.js';
import { measureTerms } from './terms.js';
import { measureThroughput } from './throughput/throughput.js';

const PARTS = {
  latency: measureLatency,
  throughput: measureThroughput,
  soap: measureSoap,
  history: measureHistory,
  memory: measureMemory,
  terms: measureTerms,
  restart: measureRestart,
  renewals: measureRenewals,
  confirmation: measureConfirmation,
  'premium-quote': measurePremiumQuotes,
  encryption: measureEncryption,
} as const;

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
const wanted = only === undefined ? Object.keys(PARTS) : only.split(',');
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  progress(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

const [processor] = cpus();
say(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${String(cpus().length)} cores (${processor?.model ?? 'unknown'}). Medians [range] of the rounds.\n`,
);
for (const [name, measure] of Object.entries(PARTS)) {
  if (!wanted.includes(name)) continue;
  progress(`Measuring ${name}.`);
  await measure();
  say('');
}
// Kept-alive connections of fetch would hold the process.
process.exit();
