import { RequestFault } from './faults.js';
import type { ValueType } from './contract.js';

/** A value of a request or an answer. Dates, decimals and bytes stay text; null is an absent string or structure. */
export type Value = Scalar | readonly Value[] | Values;
export type Scalar = string | number | boolean | null;
export interface Values {
  readonly [name: string]: Value;
}

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';
/** What an absent date becomes; SQL Server cannot store it. */
export const YEAR_ONE = '0001-01-01';

const GUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,7})?)(Z|[+-]\d\d:\d\d)?$/;

/** What an absent element becomes. */
export function defaultOf(type: ValueType): Scalar {
  switch (type) {
    case 'string':
    case 'base64Binary':
      return null;
    case 'guid':
      return ZERO_GUID;
    case 'int':
      return 0;
    case 'decimal':
      return '0';
    case 'boolean':
      return false;
    case 'date':
      return YEAR_ONE;
    case 'dateTime':
      return `${YEAR_ONE}T00:00:00`;
  }
}

/**
 * Reads one value as the .NET serializer does: blanks around it are dropped, an empty value type is an error, and
 * a date with an offset is converted to the server's own time, which can be another day.
 *
 * @param serverOffset the server's offset from UTC, such as `-06:00`
 */
export function parseValue(type: ValueType, text: string, serverOffset: string): Scalar {
  const trimmed = text.trim();
  switch (type) {
    case 'string':
      return text;
    case 'base64Binary': {
      const bytes = text.replace(/\s/g, '');
      if (bytes.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bytes)) {
        throw unreadable('Invalid length for a Base-64 char array or string.');
      }
      return bytes;
    }
    case 'guid': {
      const parts = GUID.exec(trimmed);
      if (!parts) throw unreadable('Guid should contain 32 digits with 4 dashes.');
      return parts.slice(1).join('-').toLowerCase();
    }
    case 'int': {
      const value = /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : NaN;
      if (Number.isNaN(value)) throw unreadable('Input string was not in a correct format.');
      if (value > 2147483647 || value < -2147483648) {
        throw unreadable('Value was either too large or too small for an Int32.');
      }
      return value;
    }
    case 'decimal':
      if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)) {
        throw unreadable('Input string was not in a correct format.');
      }
      return trimmed;
    case 'boolean':
      if (trimmed === 'true' || trimmed === '1') return true;
      if (trimmed === 'false' || trimmed === '0') return false;
      throw unreadable(`The string '${trimmed}' is not a valid Boolean value.`);
    case 'date': {
      const parts = DATE.exec(trimmed);
      if (!parts || !isDay(trimmed.slice(0, 10))) throw notADate();
      const offset = parts[4];
      if (offset === undefined) return trimmed;
      return toServerTime(`${trimmed.slice(0, 10)}T00:00:00`, offset, serverOffset).slice(0, 10);
    }
    case 'dateTime': {
      const parts = DATE_TIME.exec(trimmed);
      if (!parts || !isDay(trimmed.slice(0, 10))) throw notADate();
      const local = `${parts[1] ?? ''}T${parts[2] ?? ''}`;
      return parts[3] === undefined ? local : toServerTime(local, parts[3], serverOffset);
    }
  }
}

function toServerTime(local: string, offset: string, serverOffset: string): string {
  const instant = Date.parse(`${local.slice(0, 23)}${offset}`);
  return new Date(instant + offsetMs(serverOffset)).toISOString().slice(0, 19);
}

/** Milliseconds that a clock with that offset is ahead of UTC. */
export function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** True for a day that the calendar has. */
export function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function notADate(): RequestFault {
  return unreadable('String was not recognized as a valid DateTime.', 'System.FormatException');
}

function unreadable(reason: string, exceptionType = 'System.FormatException'): RequestFault {
  return new RequestFault(
    'Server was unable to read request. ---> System.InvalidOperationException: ' +
      `There is an error in XML document (1, 1). ---> ${exceptionType}: ${reason}`,
  );
}
