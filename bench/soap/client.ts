import { fileURLToPath } from 'node:url';
import * as soap from 'soap';
import { createImsCalls } from '../../src/adapters/ims/ims-calls.js';
import { addQuote } from '../../src/adapters/ims/operations/add-quote.js';
import type { Operation } from '../../src/adapters/ims/operations/operation.js';
import { createSoapClient } from '../../src/adapters/ims/soap-client.js';
import { createLogger } from '../../src/logger.js';
import { FULL_QUOTE, TOKEN } from './calls.js';

/** One fresh process per measured client: `client.ts <bindery|soap> <base URL>`; sends the CPU milliseconds per call. */
const [, , kind, baseUrl = ''] = process.argv;
const IN_FLIGHT = 8;
const WARM_UP = 1_000;
const MEASURED = 2_000;
const NAMESPACE = 'http://tempuri.org/IMSWebServices/QuoteFunctions';

/** The whole way of a call in the worker: body, token, limit, guards of the transport, schema of the answer, log line. */
async function binderyCall(): Promise<() => Promise<unknown>> {
  const log = createLogger({ name: 'bench', level: 'warn' });
  const ims = createImsCalls({
    soap: await createSoapClient({ baseUrl, context: 'Bindery' }),
    userName: 'bench',
    encryptedPassword: 'bench',
    readTimeoutMs: 20_000,
    writeTimeoutMs: 40_000,
    tokenMaxAgeMs: 3_000_000,
    maxConcurrentCalls: IN_FLIGHT,
    settleMs: 0,
    oddAnswerPatienceMs: 0,
    log: (call) => {
      log.info(call, 'policy system call');
    },
  });
  const fullQuote: Operation<typeof FULL_QUOTE, string> = {
    name: addQuote.name,
    service: addQuote.service,
    effect: addQuote.effect,
    answer: addQuote.answer,
    toRequest: (quote) => ({ quote }),
  };
  return () => ims.call(fullQuote, FULL_QUOTE);
}

/** The package as its own documentation uses it. */
async function soapCall(): Promise<() => Promise<unknown>> {
  const wsdl = new URL('../../src/adapters/ims/wsdl/QuoteFunctions.wsdl', import.meta.url);
  const client = await soap.createClientAsync(fileURLToPath(wsdl), {
    endpoint: `${baseUrl}/QuoteFunctions.asmx`,
  });
  const header = { TokenHeader: { Token: TOKEN, Context: 'Bindery' } };
  client.addSoapHeader(header, '', 'tns', NAMESPACE);
  const methods = client as unknown as Record<string, (args: object) => Promise<unknown>>;
  return async () => methods[`${addQuote.name}Async`]?.({ quote: FULL_QUOTE });
}

async function callMany(call: () => Promise<unknown>, count: number): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
}

const call = kind === 'bindery' ? await binderyCall() : await soapCall();
await callMany(call, WARM_UP);
const before = process.cpuUsage();
await callMany(call, MEASURED);
const { user, system } = process.cpuUsage(before);
process.send?.((user + system) / 1_000 / MEASURED);
process.disconnect();
process.exit();
