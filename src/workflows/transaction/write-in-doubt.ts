import { formatCents } from '../../domain/money/cents.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { PolicySystemIds, WriteInDoubt } from '../../domain/transaction/record.js';
import { premiumKey } from '../new-business/premium-key.js';
import { kindOfWrite } from './writes.js';

/** What is known of a transaction for telling its writes apart. */
interface Facts {
  readonly submission: Submission;
  readonly ids: PolicySystemIds;
  readonly policyNumber: string | null;
}

const IN_POLICY_SYSTEM = 'in the policy system';

/** Says in words what a write is and where to look for it, so that no two are mixed up. Without personal data. */
export function describeWrite(write: string, facts: Facts): WriteInDoubt {
  return { write, ...wordsFor(write, facts) };
}

function wordsFor(write: string, { submission, ids, policyNumber }: Facts) {
  const { reference } = submission;
  const onQuote = `quote ${ids.quoteGuid ?? 'of the reference'} ${IN_POLICY_SYSTEM}`;
  switch (kindOfWrite(write)) {
    case 'insured':
      return {
        what: 'the insured',
        where: `the insured of ${reference.system} ${reference.id} by tax id and by name ${IN_POLICY_SYSTEM}`,
        made: 'the GUID of the insured',
      };
    case 'submission':
      return {
        what: `a submission without a quote, of ${submission.submissionDate}`,
        where: `insured ${ids.insuredGuid ?? ''} ${IN_POLICY_SYSTEM}`,
        made: 'the GUID of the submission group',
      };
    case 'quote':
      return {
        what: `a quote from ${submission.effectiveDate} to ${submission.expirationDate}`,
        where: `submission group ${ids.submissionGroupGuid ?? ''} ${IN_POLICY_SYSTEM}`,
        made: 'the GUID of the quote',
      };
    case 'link':
      return {
        what: `the external reference ${reference.system} ${reference.id}`,
        where: onQuote,
        made: null,
      };
    case 'premium':
      return { what: chargeOf(write, submission), where: onQuote, made: null };
    case 'workbook':
      return { what: 'the rating of the workbook', where: onQuote, made: 'the rated premium' };
    case 'bind':
      return { what: 'the bind', where: onQuote, made: 'the policy number' };
    case 'binderDocument':
      return { what: 'the binder document', where: onQuote, made: null };
    case 'policyDocument':
      return { what: 'the policy document', where: onQuote, made: null };
    default:
      return {
        what: 'the booking of term 1',
        where: `policy ${policyNumber ?? ''} in billing`,
        made: null,
      };
  }
}

function chargeOf(write: string, { premium }: Submission): string {
  const charge = premium.find((one) => premiumKey(one) === write);
  if (!charge) return 'a charge that a correction has taken out since';
  return `charge ${charge.charge} ${charge.state} of ${formatCents(charge.amountCents)} on line ${charge.line}`;
}
