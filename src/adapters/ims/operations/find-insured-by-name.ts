import type { Insured } from '../../../domain/submission.js';
import { guidOrNone } from './answers.js';
import type { Operation } from './operation.js';

/** Answers the best score of a clearance search, which may be another company: verify the hit. */
export const findInsuredByName: Operation<Insured, string | null> = {
  name: 'FindInsuredByName',
  service: 'InsuredFunctions',
  effect: 'read',
  toRequest: ({ corporationName, firstName, lastName, location }) => ({
    insuredName: corporationName ?? [firstName, lastName].filter(Boolean).join(' '),
    city: location.city,
    state: location.state,
    zip: location.zip,
    zipPlus: location.zipPlus,
  }),
  answer: guidOrNone,
};
