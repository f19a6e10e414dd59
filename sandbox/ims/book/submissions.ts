import { foreignKeyFault, nullReferenceFault, sqlFault } from '../soap/faults.js';
import { YEAR_ONE, ZERO_GUID } from '../soap/values.js';
import { isUser, producerOf, producerOfContact } from './reference-data.js';
import type { Book } from './store.js';

export interface NewSubmission {
  readonly Insured: string;
  readonly ProducerContact: string;
  readonly Underwriter: string;
  readonly SubmissionDate: string;
  readonly ProducerLocation: string;
  readonly TACSR: string;
  readonly InHouseProducer: string;
}

/** Opens a submission group. Twice opens two. */
export function addSubmission(book: Book, submission: NewSubmission | null): string {
  if (!submission) throw nullReferenceFault();
  if (!book.insureds.get(submission.Insured)) {
    throw foreignKeyFault('FK_tblSubmissionGroup_tblInsureds', 'tblInsureds', 'InsuredGuid');
  }
  if (!producerOfContact(submission.ProducerContact)) {
    throw foreignKeyFault(
      'FK_tblSubmissionGroup_tblProducerContacts',
      'tblProducerContacts',
      'ProducerContactGUID',
    );
  }
  // The underwriter may stand on the quote instead.
  for (const userGuid of [submission.Underwriter, submission.TACSR, submission.InHouseProducer]) {
    if (userGuid !== ZERO_GUID && !isUser(userGuid)) {
      throw foreignKeyFault('FK_tblSubmissionGroup_tblUsers', 'tblUsers', 'UserGUID');
    }
  }
  if (submission.ProducerLocation !== ZERO_GUID && !producerOf(submission.ProducerLocation)) {
    throw foreignKeyFault(
      'FK_tblSubmissionGroup_tblProducerLocations',
      'tblProducerLocations',
      'ProducerLocationGUID',
    );
  }
  checkDate(submission.SubmissionDate);

  const submissionGroupGuid = book.newGuid();
  book.submissions.put(submissionGroupGuid, {
    submissionGroupGuid,
    insuredGuid: submission.Insured,
    producerContactGuid: submission.ProducerContact,
    underwriterGuid: submission.Underwriter,
    submissionDate: submission.SubmissionDate,
  });
  book.index.put(
    ['submissionsOfInsured', submission.Insured, book.nextNumber('submission')],
    submissionGroupGuid,
  );
  return submissionGroupGuid;
}

/** Refuses what SQL Server cannot store, such as the year 1 that an absent date becomes. */
export function checkDate(date: string): void {
  if (date === YEAR_ONE || date < '1753-01-01') {
    throw sqlFault(
      'SqlDateTime overflow. Must be between 1/1/1753 12:00:00 AM and 12/31/9999 11:59:59 PM.',
    );
  }
}
