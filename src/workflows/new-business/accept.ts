import type { LetGo } from '../transaction/hold.js';
import type { NewBusiness } from './business.js';
import { goneBack, untilAdvanced } from './quote.js';
import { untilUnderwritten } from './underwrite.js';

/** The quote is priced: it goes on to be accepted, as far as is asked. Nothing is bound yet. */
export async function untilAccepted(business: NewBusiness): Promise<LetGo> {
  const { transaction } = business;
  if ((await untilAdvanced(transaction, 'priced')) === 'corrected') return 'corrected';
  if ((await untilUnderwritten(business)) === 'corrected') return goneBack(transaction);
  if ((await untilAdvanced(transaction, 'underwritten')) === 'corrected') return 'corrected';
  return untilAdvanced(transaction, 'accepted');
}
