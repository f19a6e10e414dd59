import { askedReinstatement } from '../../requests/reinstatement/asked-reinstatement.js';
import { reinstatementRequestSchema } from '../../requests/reinstatement/reinstatement-schema.js';
import { changeRoutes } from '../changes/change-route.js';
import { quoteReinstatement } from './quote.js';

/** Brings a cancelled policy back. */
export const reinstatementRoutes = changeRoutes({
  kind: 'reinstatement',
  plural: 'reinstatements',
  summary: 'Bring a cancelled policy back',
  body: reinstatementRequestSchema,
  example: { requestId: 'REI-2027-0001', externalSystem: 'triton' },
  ask: askedReinstatement,
  quote: quoteReinstatement,
});
