import type { Insured } from '../../domain/insured/insured.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import { translated } from '../translated.js';

/** What the next term takes over from the policy that expires, as the policy system has it now. */
export interface ExpiringPolicy {
  readonly insuredGuid: string;
  readonly insured: Insured;
  readonly producer: { readonly contactGuid: string };
  readonly underwriterGuid: string;
  /** The latest transaction of its chain. */
  readonly quoteGuid: string;
}

export type ExpiringActivities = ReturnType<typeof createExpiringActivities>;

/** What only the policy system can say of a policy that expires. */
export function createExpiringActivities({
  policySystem,
}: {
  readonly policySystem: PolicySystem;
}) {
  return translated({
    /**
     * Reads the policy of the expiring term: its insured, its producer and the last of its transactions. Repeatable.
     *
     * @throws SystemRejection where the policy system does not know it
     */
    async readExpiring({
      policyNumber,
      effectiveDate,
    }: {
      readonly policyNumber: string;
      /** Of the expiring term: a renewal may have kept the number. */
      readonly effectiveDate: string;
    }): Promise<ExpiringPolicy> {
      const chain = await policySystem.readChain(policyNumber, { on: effectiveDate });
      const latest = chain?.transactions.findLast(({ boundOn }) => boundOn !== null);
      if (!chain || !latest) throw unknown(policyNumber);
      const { insuredGuid, submissionGroupGuid } = chain;
      const insured = await policySystem.readInsured(insuredGuid);
      if (insured === null) throw unknown(policyNumber);
      const submissions = await policySystem.listSubmissions(insuredGuid);
      const submission = submissions.find((one) => one.submissionGroupGuid === submissionGroupGuid);
      if (!submission) throw unknown(policyNumber);
      const { producerContactGuid: contactGuid, underwriterGuid } = submission;
      return {
        insuredGuid,
        insured,
        producer: { contactGuid },
        underwriterGuid,
        quoteGuid: latest.quoteGuid,
      };
    },
  });
}

function unknown(policyNumber: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'The expiring policy' },
    {
      reason: `policy ${policyNumber} is not found with its insured and its submission`,
      remedy: 'Have it looked at in the policy system, then run the step again.',
    },
  );
}
