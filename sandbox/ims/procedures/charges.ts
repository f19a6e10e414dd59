import { readXml, UnreadableXml } from '../../../src/xml/reader.js';
import { parseMoney } from '../book/money.js';
import type { PremiumRow } from '../book/records.js';
import { chargeOf } from '../book/reference-data.js';
import { foreignKeyFault, sqlFault } from '../soap/faults.js';

/**
 * Premium changes by line, from `<Charges><Charge LineGuid="…" ChargeCode="101" Amount="-250.00" /></Charges>`.
 * Several rows of one line and code add up.
 */
export function readCharges(text: string): Map<string, PremiumRow[]> {
  const byLine = new Map<string, PremiumRow[]>();
  for (const { attributes } of chargesOf(text)) {
    const lineGuid = (attributes.get('LineGuid') ?? '').toLowerCase();
    const chargeCode = Number(attributes.get('ChargeCode'));
    if (!chargeOf(chargeCode)) {
      throw foreignKeyFault(
        'FK_tblQuoteOptionPremiums_tblFin_PolicyCharges',
        'tblFin_PolicyCharges',
        'ChargeCode',
      );
    }
    const amount = parseMoney(attributes.get('Amount') ?? '');
    const rows = byLine.get(lineGuid) ?? [];
    const earlier = rows.find((row) => row.chargeCode === chargeCode);
    const others = rows.filter((row) => row !== earlier);
    const row = { chargeCode, amount: (earlier?.amount ?? 0) + amount, isFee: false };
    byLine.set(lineGuid, [...others, row]);
  }
  return byLine;
}

function chargesOf(text: string) {
  if (text.trim() === '') return [];
  try {
    return readXml(text).children.filter(({ name }) => name === 'Charge');
  } catch (error) {
    if (error instanceof UnreadableXml) throw sqlFault(`XML parsing: ${error.message}`);
    throw error;
  }
}
