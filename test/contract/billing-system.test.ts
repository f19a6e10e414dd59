import { InMemoryBilling } from '../support/in-memory-billing.js';
import { describeBillingSystem } from './billing-system.contract.js';

const PRODUCERS = {
  withAgencyBill: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
  withoutAgencyBill: '79d51983-f82c-5d80-9d21-cd73b829a8ab',
};

describeBillingSystem('in memory', () =>
  Promise.resolve({
    billing: new InMemoryBilling(),
    producers: PRODUCERS,
    close: () => Promise.resolve(),
  }),
);
