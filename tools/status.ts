import { readMetricsAddresses } from '../src/config/metrics-addresses.js';
import { runProcess } from '../src/main/run-process.js';
import { UsageError } from '../src/main/usage-error.js';
import { readSamples } from './status-command/samples.js';
import { summary } from './status-command/summary.js';

/** `npm run status`: how the business stands, from the numbers that worker and API give to Prometheus. */
await runProcess(async () => {
  const { worker, api } = readMetricsAddresses();
  const texts = await Promise.all([scrape('worker', worker), scrape('API', api)]);
  process.stdout.write(summary(texts.flatMap(readSamples)));
});

async function scrape(name: string, address: string): Promise<string> {
  try {
    const answer = await fetch(`http://${address}/metrics`);
    return await answer.text();
  } catch (error) {
    throw new UsageError(
      `The ${name} does not answer at ${address}. METRICS_ADDRESS and API_METRICS_ADDRESS say where its numbers are.`,
      { cause: error },
    );
  }
}
