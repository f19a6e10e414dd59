import type { PolicySystem } from '../../ports/policy-system.js';
import { nullIfNotAvailable } from '../looks.js';
import { translated } from '../translated.js';

export type ConversionActivities = ReturnType<typeof createConversionActivities>;

/** What a policy that comes from another system names, as the policy system has it. Nothing is written. */
export function createConversionActivities({
  policySystem,
}: {
  readonly policySystem: PolicySystem;
}) {
  return translated({
    /** Whether somebody is on file under a GUID. Who it is stays in the policy system. */
    async isInsuredOnFile({ insuredGuid }: { readonly insuredGuid: string }): Promise<boolean> {
      return (await policySystem.readInsured(insuredGuid)) !== null;
    },

    /** Whether a policy has the number; null where that cannot be looked up. */
    async isPolicyNumberTaken({
      policyNumber,
    }: {
      readonly policyNumber: string;
    }): Promise<boolean | null> {
      const isTaken = async () => (await policySystem.readChain(policyNumber)) !== null;
      return isTaken().catch(nullIfNotAvailable);
    },
  });
}
