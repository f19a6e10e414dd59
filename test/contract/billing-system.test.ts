import { connectBilling } from '../../src/adapters/billing/http-billing.js';
import { DEFAULT_BEARER_TOKEN, startBillingSandbox } from '../../sandbox/billing/server.js';
import { startContractWitness } from '../adapters/billing/contract-witness.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import { describeBillingSystem } from './billing-system.contract.js';

const PRODUCERS = {
  withAgencyBill: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
  withoutAgencyBill: '79d51983-f82c-5d80-9d21-cd73b829a8ab',
};

describeBillingSystem('in memory', () =>
  Promise.resolve({
    billing: new InMemoryBilling(),
    producers: PRODUCERS,
    close: () => Promise.resolve(),
  }),
);

describeBillingSystem('behind its HTTP interface', async () => {
  const sandbox = await startBillingSandbox({ port: 0, adminPort: 0 });
  // Holds every request and every answer of the suite to the document.
  const witness = await startContractWitness(sandbox.url);
  const billing = connectBilling({
    baseUrl: witness.url,
    auth: { kind: 'bearer', token: DEFAULT_BEARER_TOKEN },
    timeoutMs: 10_000,
    log: () => undefined,
  });
  return {
    billing,
    producers: PRODUCERS,
    close: async () => {
      await billing.close();
      await witness.close();
      await sandbox.close();
      witness.complainOfViolations();
    },
  };
});
