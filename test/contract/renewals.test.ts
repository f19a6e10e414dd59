import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { products, sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { describeRenewals } from './renewals.contract.js';

const PRODUCER = {
  contactGuid: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
  search: 'Alamo Brokerage',
};

for (const number of ['new', 'kept'] as const) {
  describeRenewals('in memory', number, () =>
    Promise.resolve({
      policySystem: new InMemoryPolicySystem({
        installation: sandboxInstallation(),
        products: products(),
        producers: [
          {
            contactGuid: PRODUCER.contactGuid,
            name: PRODUCER.search,
            underwriterGuid: '48e4f47f-779c-5df2-94d2-9188cd7b1a97',
            active: true,
          },
        ],
        keepsPolicyNumber: number === 'kept',
      }),
      producer: PRODUCER,
      close: () => Promise.resolve(),
    }),
  );

  for (const unknownGuidInGet of ['fault', 'empty'] as const) {
    describeRenewals(
      `behind the IMS services, unknown is ${unknownGuidInGet}`,
      number,
      async () => {
        const settings = { renewalPolicyNumber: number, unknownGuidInGet };
        const sandbox = await startImsSandbox({ port: 0, adminPort: 0, settings });
        const ims = await connectIms({
          baseUrl: `${sandbox.url}/ims_sandbox`,
          userName: 'bindery',
          encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
          context: 'contract tests',
          maxConcurrentCalls: 8,
          installation: sandboxInstallation(),
          products: products(),
          log: () => undefined,
        });
        return {
          policySystem: ims,
          producer: PRODUCER,
          close: async () => {
            await ims.close();
            await sandbox.close();
          },
        };
      },
    );
  }
}
