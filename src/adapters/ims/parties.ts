import type { Insured } from '../../domain/submission.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import { created, nullIfMissing, type InstallationContext } from './installation-context.js';
import { addInsuredWithLocation } from './operations/add-insured-with-location.js';
import { findInsuredByName } from './operations/find-insured-by-name.js';
import { findInsuredByTaxId } from './operations/find-insured-by-tax-id.js';
import { getInsured } from './operations/get-insured.js';
import { getInsuredPrimaryLocation } from './operations/get-insured-primary-location.js';
import { createProducers } from './producers.js';
import { isSameInsured } from './same-insured.js';

type Parties = Pick<PolicySystem, 'findInsured' | 'addInsured' | 'resolveProducer'>;

export function createParties(context: InstallationContext): Parties {
  const { ims, installation } = context;

  return {
    resolveProducer: createProducers(context),

    async findInsured(insured) {
      const taxId = insured.fein ?? insured.ssn;
      if (taxId !== undefined) {
        const byTaxId = await ims.call(findInsuredByTaxId, { taxId });
        if (byTaxId !== null) return byTaxId;
      }
      const byName = await ims.call(findInsuredByName, insured);
      if (byName === null) return null;
      return (await isOnFileAs(byName, insured)) ? byName : null;
    },

    async addInsured(insured) {
      const guid = await ims.call(addInsuredWithLocation, { insured, installation });
      return created(addInsuredWithLocation.name, guid);
    },
  };

  async function isOnFileAs(insuredGuid: string, insured: Insured): Promise<boolean> {
    const [onFile, location] = await Promise.all([
      ims.call(getInsured, { insuredGuid }).catch(nullIfMissing),
      ims.call(getInsuredPrimaryLocation, { insuredGuid }).catch(nullIfMissing),
    ]);
    return onFile !== null && location !== null && isSameInsured(insured, onFile, location);
  }
}
