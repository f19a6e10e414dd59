/** Workflows run here. */
export const WORKFLOW_TASK_QUEUE = 'bindery';
/** Calls to the policy system run here, so that their number can be capped apart from everything else. */
export const POLICY_SYSTEM_TASK_QUEUE = 'bindery-policy-system';
/** Calls to billing run here. */
export const BILLING_TASK_QUEUE = 'bindery-billing';
