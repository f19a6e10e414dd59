import { describe, expect, it } from 'vitest';
import { messageOf, reasonOf, refusalFor } from '../../../src/adapters/ims/fault-texts.js';
import { textsOf } from '../../../src/adapters/masked-values.js';

const SENT = textsOf({
  insured: {
    BusinessTypeID: 13,
    FirstName: 'Mary',
    MiddleName: 'Q',
    LastName: "O'Brien",
    CorporationName: 'Smith (Junior) & Sons Plumbing LLC',
    NameOnPolicy: "Mary Q. O'Brien",
    DBA: "James' Garage",
    FEIN: '123456789',
    SSN: '987654321',
    DateOfBirth: '1970-01-02T00:00:00',
  },
  location: {
    Address1: '1 Via Roma',
    City: 'Ng',
    Phone: '(214) 555-0100',
    Email: 'mary@example.com',
  },
  AdditionalInformation: { string: ['bindery.reference=triton:T-100'] },
});
const SECRETS =
  /mary|brien|smith|junior|sons|plumb|james|garage|roma|\bng\b|123.?45.?6789|12.?3456789|987.?65.?4321|1970|555.?0100|T-100/i;

function shown(message: string): string {
  return reasonOf(messageOf(message), SENT);
}

describe('the reason of a refusal', () => {
  it.each([
    ["Truncated value: 'Mary'.", "Truncated value: '…'."],
    [
      "String or binary data would be truncated in table 'IMS.dbo.tblInsureds', column 'LastName'. Truncated value: 'O'Brien'.",
      "String or binary data would be truncated in table 'IMS.dbo.tblInsureds', column 'LastName'. Truncated value: '…'.",
    ],
    ["Truncated value: 'Dan O'", "Truncated value: '…'"],
    ["Truncated value: 'Dan O'Ha", "Truncated value: '…"],
    ["Truncated value: 'Dan\r\nO'Brien'.", "Truncated value: '…"],
    [
      "The string 'James' Garage' was not recognized as a valid DateTime.",
      "The string '…' was not recognized as a valid DateTime.",
    ],
    ["The string 'Dan 'the Man' Ek' was not recognized.", "The string '…' was not recognized."],
    ["The string 'Dan' Garage' was not recognized.", "The string '…"],
    ["Truncated value: 'Dan 'the Man' Ek", "Truncated value: '…"],
    ['Input “Dan” or «Ek» or `Ek`', 'Input “…`'],
    ["Incorrect syntax near N'O''Hara'.", "Incorrect syntax near N'…'."],
    ['name="Dan Ek"', 'name="…"'],
    [
      "Conversion failed when converting the varchar value 'a ---> b: Ek' to data type int.",
      "Conversion failed when converting the varchar value '…' to data type int.",
    ],
    [
      "Violation of UNIQUE KEY constraint 'UQ_Insureds'. Cannot insert duplicate key in object 'dbo.tblInsureds'. The duplicate key value is (Dan (Junior (II)), O'Hara, 1 Main St (rear)).",
      "Violation of UNIQUE KEY constraint 'UQ_Insureds'. Cannot insert duplicate key in object 'dbo.tblInsureds'. The duplicate key value is (…).",
    ],
    ['The duplicate key values are (Dan (Junior), <NULL', 'The duplicate key values are (…'],
    ['Key (name)=(Dan) exists', 'Key (name)=(…) exists'],
  ])('hides what is quoted or listed: %s', (message, reason) => {
    expect(shown(message)).toBe(reason);
  });

  it.each([
    "The insured O'Brien is on file",
    "The insured O''BRIEN, MARY is on file",
    'The insured O’Brien is on file',
    "Mary  Q. O'Brien's licence has ended",
    'Smith (Junior) & Sons Plumbing LLC is not licensed',
    'sons plumbing is not licensed',
    'James’ Garage has no location',
    'No geocode for 1 VIA  ROMA, Ng',
    'Reference bindery.reference=triton:T-100 is taken',
    'Phone 214.555.0100 or 2145550100 or (214) 555-0100',
    'FEIN 12-3456789 or 12 3456789 or 12.3456789 or 123456789',
    'SSN 987-65-4321 or 987 65 4321 or 987.65.4321 or SSN987654321',
    'born 1970-01-02 or 1/2/1970 or 2.1.1970 or 19700102',
    'born Jan  2 1970 12:00AM or 2-Jan-1970 or January 2, 1970',
  ])('hides the values of the request without quotes: %s', (message) => {
    expect(message).toMatch(SECRETS);
    expect(shown(message)).not.toMatch(SECRETS);
  });

  it.each([
    ['SSN 111-22-3333 is on file', 'SSN … is on file'],
    ['SSN 111 22 3333 is on file', 'SSN … is on file'],
    ['SSN 111.22.3333 is on file', 'SSN … is on file'],
    ['SSN 111–22–3333 is on file', 'SSN … is on file'],
    ['FEIN 22-3333333, born 3/4/1980', 'FEIN …, born …'],
    ['dan@example.org was told', '… was told'],
  ])('hides what looks like personal data, although it was not sent: %s', (message, reason) => {
    expect(shown(message)).toBe(reason);
  });

  it.each([
    ['Card 4111 1111 1111 1111 expired', 'Card … expired'],
    ['Card 4111-1111-1111-1111 expired', 'Card … expired'],
    ['Card 4111111111111111 expired', 'Card … expired'],
    ['Call (214) 555-0199, or +1 214-555-0199.', 'Call …, or ….'],
    ['Call 214 - 555 - 0199 or tel2145550199 or 555-0199', 'Call … or tel… or …'],
    ['Account 000123456789 is closed', 'Account … is closed'],
    ['IBAN DE89 3704 0044 0532 0130 00 is wrong', 'IBAN … is wrong'],
    ['IBAN GB29NWBK60161331926819 is wrong', 'IBAN … is wrong'],
    ['IBAN NO93 8601 1117 947 is wrong', 'IBAN … is wrong'],
    ['Pay 12.50 from 214.555.0199', 'Pay 12.50 from …'],
    ['Quote 1234567 of Dan is open', 'Quote … of Dan is open'],
  ])('A70: hides every number of seven digits or more, however grouped: %s', (message, reason) => {
    expect(shown(message)).toBe(reason);
  });

  it.each([
    'The total 2,345,678.90 is not 99999999999.99, and not 12,500,000.',
    'The amounts 5000.00 250.00 differ by 1250.00.',
    'Quote 0a1b2c3d-0000-4444-8888-123456789012 is bound (0x80131904).',
  ])('keeps amounts and the GUIDs of records: %s', (message) => {
    expect(shown(message)).toBe(message);
  });

  it.each([
    'Effective date exceeds the maximum backdate allowance (30 days) for this company/line setup.',
    'Installment billing information not found for quote ID 123456789',
    "Can't modify premiums on a bound policy",
    "Could not find stored procedure 'dbo.spAddExternalQuoteLink'.",
    "Procedure or function 'BinderyQuoteByGuid_WS' expects parameter '@QuoteGuid', which was not supplied.",
    'The INSERT statement conflicted with the FOREIGN KEY constraint "FK_Insureds_BusinessTypes". The conflict occurred in database "IMS", table "dbo.lstBusinessTypes", column \'BusinessTypeID\'.',
    'The commission of the producer is larger than the one of the company (15 of 12).',
  ])('keeps what tells the operator what to mend: %s', (message) => {
    expect(shown(message)).toBe(message);
  });

  it('keeps a sentence that is known, although words of it were sent', () => {
    const sentence = 'Object reference not set to an instance of an object.';
    expect(reasonOf(sentence, ['object', 'Reference'])).toBe(sentence);
  });

  it('is the innermost message without types and stack', () => {
    const text =
      'System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> System.Exception: outer ---> System.InvalidOperationException: Bind refused.\r\n   at Ims.Bind(String name)';
    expect(shown(text)).toBe('Bind refused.');
  });

  it('is read in no time, however long the line is', () => {
    const started = performance.now();
    expect(shown(`Bind refused: ${'a.'.repeat(500_000)}`)).toHaveLength(300);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('finds the remedy by the message as it came', () => {
    expect(refusalFor(messageOf('System.Exception: Invalid OptionID specified'))).toMatchObject({
      remedy: expect.stringContaining('no option') as string,
    });
  });
});
