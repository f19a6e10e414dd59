import type { Submission } from '../../src/domain/new-business/submission.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { ExpiringQuote } from '../../src/ports/policy-system/quotes.js';

/** Puts the quote of a submission on file as new business does, with its reference and its premium. @returns its GUID */
export async function putQuoteOnFile(
  policySystem: PolicySystem,
  submission: Submission,
  renews?: ExpiringQuote,
): Promise<string> {
  const { insured, product, producer, reference, submissionDate } = submission;
  const facts = await policySystem.resolveProducer(producer, product, undefined);
  const insuredGuid =
    (await policySystem.findInsured(insured, false))?.insuredGuid ??
    (await policySystem.addInsured(insured));
  const submissionGroupGuid = await policySystem.addSubmission({
    ...facts,
    insuredGuid,
    submissionDate,
  });
  const quoteGuid = await policySystem.addQuote({
    ...facts,
    submissionGroupGuid,
    submission,
    businessType: insured.businessType,
    requestDigest: 'd'.repeat(64),
    ...(renews && { renews }),
  });
  await policySystem.linkReference(quoteGuid, reference);
  const options = await policySystem.ensureOptions(quoteGuid, product);
  for (const charge of submission.premium) {
    const option = options.find(({ line }) => line === charge.line);
    await policySystem.addPremium(option?.quoteOptionGuid ?? '', charge);
  }
  if (submission.workbook) {
    await policySystem.importRatingWorkbook(quoteGuid, product, submission.workbook);
  }
  return quoteGuid;
}

/** The same, bound in one payment. */
export async function putPolicyOnFile(
  policySystem: PolicySystem,
  submission: Submission,
  renews?: ExpiringQuote,
): Promise<{ readonly quoteGuid: string; readonly policyNumber: string }> {
  const quoteGuid = await putQuoteOnFile(policySystem, submission, renews);
  return { quoteGuid, policyNumber: await policySystem.bind(quoteGuid, -1) };
}
