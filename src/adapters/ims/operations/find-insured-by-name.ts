import { guidOrNone } from './answers.js';
import type { Operation } from './operation.js';

/** The more is said, the narrower the search; what is left out does not count. */
interface NameSearch {
  readonly name: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly zipPlus?: string | undefined;
}

/** Answers the best score of a clearance search, which may be another company: verify the hit. */
export const findInsuredByName: Operation<NameSearch, string | null> = {
  name: 'FindInsuredByName',
  service: 'InsuredFunctions',
  effect: 'read',
  toRequest: ({ name, city, state, zip, zipPlus }) => ({
    insuredName: name,
    city,
    state,
    zip,
    zipPlus,
  }),
  answer: guidOrNone,
};
