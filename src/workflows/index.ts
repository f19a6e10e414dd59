export { newBusiness } from './new-business.js';
export { submissionOpening } from './submission-opening.js';
export { policyTerm } from './policy-term.js';
