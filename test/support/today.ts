import type { CivilDate } from '../../src/domain/calendar/civil-date.js';
import { civilDateIn } from '../../src/domain/calendar/time-zone.js';

/** Today in the zone of the products of the tests, where it is yesterday for some hours after midnight in Greenwich. */
export const TODAY: CivilDate = civilDateIn('America/Chicago', new Date());
