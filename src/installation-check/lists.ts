import type { Installation } from '../domain/product/installation.js';
import { SystemRejection } from '../ports/call-errors.js';
import type { ListedIds } from '../ports/policy-system/set-up.js';
import type { CheckedInstallation } from './asked.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong } from './what-went-wrong.js';

/** Whether the ids of the installation file are ids of the installation. */
export async function* checkLists({
  installation,
  policySystem,
}: CheckedInstallation): AsyncGenerator<CheckLine> {
  let listed: ListedIds;
  try {
    listed = await policySystem.listIds();
  } catch (error) {
    const lists = subject('lists', 'SupplementaryData');
    const { says, remedy } = whatWentWrong(error);
    yield error instanceof SystemRejection
      ? lists.notProved(
          `the installation does not answer its lists (${says}): ids are proved by the first submission`,
        )
      : lists.failed({ says, remedy });
    return;
  }
  for (const [member, ids, known] of comparedWith(installation, listed)) {
    const list = subject('lists', member);
    const unknown = Object.entries(ids).filter(([, id]) => !known.has(id));
    if (known.size === 0) {
      yield list.notProved(
        'the installation answers no ids of this list: proved by the first submission',
      );
    } else if (unknown.length === 0) {
      yield list.works(`known: ${Object.values(ids).join(', ')}`);
    } else {
      yield list.failed({
        says: `not known: ${unknown.map(([name, id]) => `${name} ${String(id)}`).join(', ')}`,
        remedy: `correct ${member} in the installation file; the installation has ${[...known].join(', ')}`,
      });
    }
  }
}

type Compared = readonly [
  member: keyof Installation,
  ids: Readonly<Record<string, number>>,
  known: ReadonlySet<number>,
];

function comparedWith(
  { businessTypes, billingTypes, ...ids }: Installation,
  listed: ListedIds,
): readonly Compared[] {
  return [
    ['businessTypes', businessTypes, listed.businessTypes],
    ['billingTypes', billingTypes, listed.billingTypes],
    ['policyTypeNew', { new: ids.policyTypeNew }, listed.policyTypes],
    ['policyTypeRenewal', { renewal: ids.policyTypeRenewal }, listed.policyTypes],
    ['policyTypeConversion', { conversion: ids.policyTypeConversion }, listed.policyTypes],
    ['deliveryMethodMail', { mail: ids.deliveryMethodMail }, listed.deliveryMethods],
    ['locationTypePrimary', { primary: ids.locationTypePrimary }, listed.locationTypes],
  ];
}
