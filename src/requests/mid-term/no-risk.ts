import { missing } from '../../domain/transaction/finding.js';

/** Add-ons of a change are rated together with its risk, and are nothing without it. */
export const NO_RISK = missing('risk', 'Give it with the add-ons: both are rated together.');
