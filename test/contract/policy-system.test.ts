import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { sandboxAdmin } from '../support/ims-sandbox-admin.js';
import { products, sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { describePolicySystem } from './policy-system.contract.js';

const PRODUCER = {
  contactGuid: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
  search: 'Alamo Brokerage',
};

describePolicySystem('in memory', () => {
  const policySystem = new InMemoryPolicySystem({
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
  });
  return Promise.resolve({
    policySystem,
    producer: PRODUCER,
    addInsuredHalfway: async (insured) => {
      policySystem.dieMidwayThroughNextInsured(new Error('died midway'));
      await policySystem.addInsured(insured).catch(() => undefined);
    },
    close: () => Promise.resolve(),
  });
});

/** Where installations differ, or where the real answer is not known: the adapter must do with either. */
const INSTALLATIONS = [
  ['as it comes', {}, {}],
  [
    'with a procedure of the site that links',
    {},
    { linksReferences: { procedure: 'BinderyLinkReference' } },
  ],
  [
    'with other formats and habits',
    {
      unknownGuidInGet: 'empty',
      importResultNamespace: 'businessObjects',
      moneyDecimals: 2,
      bits: 'digits',
      dates: 'without',
      secondLink: 'add',
      collation: 'binary',
    },
    {},
  ],
] as const;

for (const [name, settings, change] of INSTALLATIONS) {
  describePolicySystem(`behind the IMS services, ${name}`, async () => {
    const sandbox = await startImsSandbox({ port: 0, adminPort: 0, settings });
    const ims = await connectIms({
      baseUrl: `${sandbox.url}/ims_sandbox`,
      userName: 'bindery',
      encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
      context: 'contract tests',
      maxConcurrentCalls: 8,
      installation: { ...sandboxInstallation(), ...change },
      products: products(),
      log: () => undefined,
    });
    return {
      policySystem: ims,
      producer: PRODUCER,
      addInsuredHalfway: async (insured) => {
        const fault = { operation: 'AddInsuredWithLocation', kind: 'midway' };
        await sandboxAdmin(sandbox.adminUrl).arm(fault);
        await ims.addInsured(insured).catch(() => undefined);
      },
      close: async () => {
        await ims.close();
        await sandbox.close();
      },
    };
  });
}
