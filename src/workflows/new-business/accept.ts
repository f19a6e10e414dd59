import type { LetGo } from '../transaction/hold.js';
import type { NewBusiness } from './business.js';
import { goneBack, untilAdvanced } from './quote.js';
import { untilGroupIsOwn } from './quote-group.js';
import { untilUnderwritten } from './underwrite.js';

/** The quote is priced: it goes on to be accepted, as far as is asked. Nothing is bound yet. */
export async function untilAccepted(business: NewBusiness): Promise<LetGo> {
  const { transaction } = business;
  if ((await untilAdvanced(transaction, 'priced')) === 'corrected') return 'corrected';
  if ((await untilUnderwritten(business)) === 'corrected') return goneBack(transaction);
  if ((await untilAdvanced(transaction, 'underwritten')) === 'corrected') return 'corrected';
  if ((await untilGroupIsOwn(business, 'underwritten')) === 'corrected') return 'corrected';
  if ((await untilAdvanced(transaction, 'accepted')) === 'corrected') return 'corrected';
  return untilGroupIsOwn(business, 'accepted');
}
