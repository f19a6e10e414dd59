export { cancellation } from './cancellation/workflow.js';
export { endorsement } from './endorsement/workflow.js';
export { newBusiness } from './new-business/workflow.js';
export { submissionOpening } from './new-business/submission-opening.js';
export { policyTerm } from './policy-term/workflow.js';
export { policiesOfReference, policyReadBack } from './read-back/workflow.js';
export { reinstatement } from './reinstatement/workflow.js';
export { renewal } from './renewal/workflow.js';
export { rewrite } from './rewrite/workflow.js';
