import { afterEach, describe, expect, it } from 'vitest';
import {
  connectIms,
  type ImsCallLog,
  type ImsConnection,
} from '../../../src/adapters/ims/ims-policy-system.js';
import { SERVICES, type ServiceName } from '../../../src/adapters/ims/services.js';
import type { Installation } from '../../../src/domain/product/installation.js';
import { escapeXml } from '../../../src/xml/writer.js';
import { products, sandboxInstallation } from './sandbox-set-up.js';
import {
  envelope,
  fault,
  sendXml,
  startScriptedServer,
  type ScriptedServer,
} from './scripted-server.js';
import type { Insured } from '../../../src/domain/insured/insured.js';

const ZERO = '00000000-0000-0000-0000-000000000000';
const QUOTE = 'a0000000-0000-4000-8000-000000000001';
const CONTACT = 'a0000000-0000-4000-8000-000000000002';
const UNDERWRITER = 'a0000000-0000-4000-8000-000000000003';
const INSURED = 'a0000000-0000-4000-8000-000000000004';

/** What the result element of each operation holds; a fault when it starts with `fault:`. */
type Script = Readonly<Record<string, string>>;

let server: ScriptedServer;
let ims: ImsConnection;
let log: ImsCallLog[] = [];

afterEach(async () => {
  await ims.close();
  await server.close();
});

async function connect(script: Script, change: Partial<Installation> = {}): Promise<ImsConnection> {
  server = await startScriptedServer(({ operation, path }, response) => {
    const result = script[operation];
    const service = path.split('/').at(-1)?.replace('.asmx', '') as ServiceName;
    if (result?.startsWith('fault:')) sendXml(response, 500, fault(result.slice(6)));
    else {
      const content =
        result === undefined ? '' : `<${operation}Result>${result}</${operation}Result>`;
      const xmlns = SERVICES[service].namespace;
      const body = `<${operation}Response xmlns="${xmlns}">${content}</${operation}Response>`;
      sendXml(response, 200, envelope(body));
    }
  });
  log = [];
  ims = await connectIms({
    baseUrl: `${server.baseUrl}/`,
    userName: 'user',
    encryptedPassword: 'c2VjcmV0',
    context: 'tests',
    maxConcurrentCalls: 8,
    installation: { ...sandboxInstallation(), ...change },
    products: products(),
    log: (call) => log.push(call),
  });
  return ims;
}

function sent(): string[] {
  return server.received
    .map(({ operation }) => operation)
    .filter((name) => name !== 'LoginIMSUser');
}

function location(name: string, code: string): string {
  return `<ProducerLocation><ProducerName>${name}</ProducerName><LocationName>${name} - Main</LocationName><LocationCode>${code}</LocationCode></ProducerLocation>`;
}

const active = '<StatusID>1</StatusID>';
const withoutTaxId: Insured = {
  businessType: 'corporation',
  corporationName: 'A.B.C.  Corporation',
  nameOnPolicy: 'ABC',
  location: {
    name: 'Main',
    address1: '1 Main St.',
    city: 'Dallas',
    state: 'TX',
    zip: '75201',
    country: 'USA',
  },
};
const insured: Insured = { ...withoutTaxId, fein: '123456789' };

describe('finding an insured where the site lists no candidates', () => {
  const onFile = '<CorporationName>ABC corporation</CorporationName>';
  const address =
    '<Address1>1 MAIN ST</Address1><City>Dallas</City><State>TX</State><Zip>75201</Zip>';
  const { procedures } = sandboxInstallation();
  const withoutCandidates = { procedures: { ...procedures, insuredCandidates: null } };
  const find = (of: Insured = insured, again = false) => ims.findInsured(of, again);
  const found = { insuredGuid: INSURED, hasLocation: true };
  const undecided = { name: 'SystemRejection', field: 'insured.onFile' };

  it.each([
    ['same name and address', onFile, address, found],
    ['same tax id on file', `${onFile}<FEIN>12-3456789</FEIN>`, address, found],
    ['a similar name', onFile.replace('ABC', 'ABCD'), address, null],
  ])(
    'by name verifies the best score: %s',
    async (_, GetInsured, GetInsuredPrimaryLocation, to) => {
      await connect(
        {
          FindInsuredByTaxIDOffice: ZERO,
          FindInsuredByName: INSURED,
          GetInsured,
          GetInsuredPrimaryLocation,
        },
        withoutCandidates,
      );
      expect(await find()).toEqual(to);
    },
  );

  it.each([
    ['another tax id on file', `${onFile}<FEIN>987654321</FEIN>`, address],
    ['another street', onFile, address.replace('1 MAIN', '2 MAIN')],
    ['another town', onFile, address.replace('75201', '79901').replace('Dallas', 'El Paso')],
  ])(
    'A36: asks a person when a namesake (%s) may hide the insured, after looking with every part of the address',
    async (_, GetInsured, GetInsuredPrimaryLocation) => {
      await connect(
        {
          FindInsuredByTaxIDOffice: ZERO,
          FindInsuredByName: INSURED,
          GetInsured,
          GetInsuredPrimaryLocation,
        },
        withoutCandidates,
      );
      await expect(find()).rejects.toMatchObject({
        ...undecided,
        reason: expect.stringContaining(INSURED) as string,
      });
      expect(sent().filter((name) => name === 'FindInsuredByName')).toHaveLength(4);
      expect(await find({ ...insured, onFile: INSURED })).toEqual(found);
      expect(await find({ ...insured, onFile: 'nobody' })).toBeNull();
    },
  );

  it('has nobody on file when no search finds anybody', async () => {
    await connect({ FindInsuredByTaxIDOffice: ZERO, FindInsuredByName: ZERO }, withoutCandidates);
    expect(await find()).toBeNull();
    expect(await find(withoutTaxId)).toBeNull();
  });

  it('does not take it for proof that a lost attempt made nothing, when there is no tax id', async () => {
    await connect({ FindInsuredByTaxIDOffice: ZERO, FindInsuredByName: ZERO }, withoutCandidates);
    expect(await find(insured, true)).toBeNull();
    await expect(find(withoutTaxId, true)).rejects.toMatchObject({
      name: 'LookupNotAvailable',
      lookup: 'insuredCandidates',
    });
  });

  it.each(['GetInsured', 'GetInsuredPrimaryLocation'])(
    'A38: stops when %s is refused or breaks, so that an error is not taken for nobody',
    async (refused) => {
      for (const text of [
        'The operation was refused.',
        'Object reference not set to an instance of an object.',
        'There is no row at position 0.',
      ]) {
        for (const [byTaxId, byName] of [
          [ZERO, INSURED],
          [INSURED, ZERO],
        ]) {
          await connect(
            {
              FindInsuredByTaxIDOffice: byTaxId ?? '',
              FindInsuredByName: byName ?? '',
              GetInsured: onFile,
              GetInsuredPrimaryLocation: address,
              [refused]: `fault:${text}`,
            },
            withoutCandidates,
          );
          await expect(find()).rejects.toMatchObject({ operation: refused });
          await ims.close();
          await server.close();
        }
      }
      await connect({});
    },
  );

  it('A38: stops when nothing is answered for an insured that a search has just found', async () => {
    await connect(
      { FindInsuredByTaxIDOffice: INSURED, FindInsuredByName: ZERO },
      withoutCandidates,
    );
    await expect(find()).rejects.toMatchObject({ name: 'SystemContractError' });
  });

  it('by tax id tries every way to write it, at no office and at each', async () => {
    await connect(
      {
        FindInsuredByTaxIDOffice: INSURED,
        FindInsuredByName: ZERO,
        GetInsured: '<CorporationName>Another name</CorporationName>',
        GetInsuredPrimaryLocation: address,
      },
      withoutCandidates,
    );
    expect(await find({ ...insured, ssn: '111223333' })).toEqual(found);
    const offices = [ZERO, ...Object.values(sandboxInstallation().offices)];
    const taxIds = ['123456789', '12-3456789', '111223333', '111-22-3333'];
    const searches = server.received
      .filter(({ operation }) => operation === 'FindInsuredByTaxIDOffice')
      .map(({ body }) => [
        /<TaxID>(.*?)<.TaxID>/.exec(body)?.[1],
        /<OfficeGUID>(.*?)<.OfficeGUID>/.exec(body)?.[1],
      ]);
    expect(searches.toSorted()).toEqual(
      offices.flatMap((office) => taxIds.map((taxId) => [taxId, office])).toSorted(),
    );
  });

  it('completes what it found by tax id without a location', async () => {
    await connect(
      { FindInsuredByTaxIDOffice: INSURED, FindInsuredByName: ZERO, GetInsured: onFile },
      withoutCandidates,
    );
    expect(await find()).toEqual({ insuredGuid: INSURED, hasLocation: false });
  });

  it('takes a person at his word when the location of the one he named cannot be read', async () => {
    await connect({ GetInsured: onFile, GetInsuredPrimaryLocation: 'fault:No row.' });
    expect(await find({ ...insured, onFile: INSURED.toUpperCase() })).toEqual(found);
  });
});

describe('finding an insured where the site lists all candidates', () => {
  it('asks for name and tax id in one call, and for nothing else', async () => {
    await connect({ ExecuteDataSet: escapeXml('<NewDataSet />') });
    expect(await ims.findInsured(insured, false)).toBeNull();
    expect(sent()).toEqual(['ExecuteDataSet']);
  });

  it('A38: stops when the procedure that is named is not there', async () => {
    await connect({ ExecuteDataSet: "fault:Could not find stored procedure 'dbo.X_WS'." });
    await expect(ims.findInsured(insured, false)).rejects.toMatchObject({
      name: 'SystemRejection',
      operation: expect.stringMatching(/^ExecuteDataSet \w+/) as string,
    });
  });
});

describe('resolving a producer', () => {
  const everything: Script = {
    GetProducerContactInfo: active,
    GetProducerUnderwriter: UNDERWRITER,
    GetProducerContactByLocationCode: CONTACT,
    ProducerSearch: location('Alamo Brokerage', 'A-1') + location('Alamo Brokerage West', 'A-2'),
  };
  const refusal = (field: string) => ({ name: 'SystemRejection', field });

  it('keeps what it found, and not what was refused', async () => {
    await connect(everything);
    const facts = { producerContactGuid: CONTACT, underwriterGuid: UNDERWRITER };
    const producer = { contactGuid: CONTACT.toUpperCase() };
    for (let time = 0; time < 3; time += 1) {
      expect(await ims.resolveProducer(producer, 'contractors', undefined)).toEqual(facts);
    }
    expect(sent()).toEqual(['GetProducerContactInfo', 'GetProducerUnderwriter']);
  });

  it('takes the one location whose name is the search, among those that start with it', async () => {
    await connect(everything);
    const search = 'alamo  brokerage';
    const facts = await ims.resolveProducer({ search }, 'contractors', undefined);
    expect(facts.producerContactGuid).toBe(CONTACT);
  });

  it.each([
    [
      'two locations of that name',
      { ProducerSearch: location('Alamo', '1') + location('Alamo', '2') },
    ],
    ['names that only start with it', { ProducerSearch: location('Alamo Brokerage', 'A-1') }],
    ['no location', { ProducerSearch: '' }],
    [
      'a location without a contact',
      { ProducerSearch: location('Alamo', '1'), GetProducerContactByLocationCode: ZERO },
    ],
    [
      'a contact that is not active',
      { ProducerSearch: location('Alamo', '1'), GetProducerContactInfo: '<StatusID>2</StatusID>' },
    ],
  ])('refuses a search that finds %s', async (_, change) => {
    await connect({ ...everything, ...change });
    await expect(
      ims.resolveProducer({ search: 'Alamo' }, 'contractors', undefined),
    ).rejects.toMatchObject(refusal('producer.search'));
  });

  it('refuses a producer without an underwriter for the line', async () => {
    await connect({ ...everything, GetProducerUnderwriter: ZERO });
    const producer = { contactGuid: CONTACT };
    await expect(ims.resolveProducer(producer, 'contractors', undefined)).rejects.toMatchObject(
      refusal('underwriterGuid'),
    );
  });
});

describe('writing', () => {
  it('is refused when nothing was created', async () => {
    await connect({ AddInsuredWithLocation: ZERO });
    await expect(ims.addInsured(insured)).rejects.toMatchObject({
      name: 'SystemRejection',
      reason: 'answered a zero GUID: nothing was created',
    });
  });

  it('links nothing where the installation keeps no references', async () => {
    await connect({}, { linksReferences: false });
    expect(await ims.linkReference(QUOTE, { system: 'triton', id: '1' })).toBe(false);
    expect(sent()).toEqual([]);
  });

  it('links with the procedure of the site where the installation names one', async () => {
    await connect({}, { linksReferences: { procedure: 'SiteLinkReference' } });
    expect(await ims.linkReference(QUOTE, { system: 'triton', id: '1' })).toBe(true);
    expect(sent()).toEqual(['ExecuteCommand']);
  });

  it('binds single pay with the operation of the installation', async () => {
    await connect({ BindQuote: 'CGL-1' }, { singlePayOperation: 'BindQuote' });
    expect(await ims.bind(QUOTE, -1)).toBe('CGL-1');
    expect(sent()).toEqual(['BindQuote']);
  });

  it('asks for the set-up of the company line when a quote has no options', async () => {
    await connect({ AutoAddQuoteOptions: '' });
    await expect(ims.ensureOptions(QUOTE, 'contractors')).rejects.toMatchObject({
      name: 'SystemRejection',
      remedy: 'configure the company line and its details, then run the step again',
    });
  });

  it.each([
    ['a refusal in the answer', '<Success>false</Success><ErrorMessage>Bad cell</ErrorMessage>'],
    [
      'a premium of 0',
      `<Success>true</Success><Premiums><OptionResult><QuoteOptionGuid>${QUOTE}</QuoteOptionGuid><PremiumTotal>0.0000</PremiumTotal><FeeTotal>0</FeeTotal></OptionResult></Premiums>`,
    ],
  ])('is refused, naming the workbook, on %s', async (_, ImportExcelRater) => {
    await connect({ ImportExcelRater });
    const workbook = { fileName: 'a.xlsx', contentBase64: 'QQ==' };
    await expect(ims.importRatingWorkbook(QUOTE, 'contractors', workbook)).rejects.toMatchObject({
      name: 'SystemRejection',
      field: 'workbook',
    });
  });

  it('A70: repeats nothing personal that a rater says', async () => {
    const said = `Rate of "Dan Ek", 214-555-0199, not found in a.xlsx for ${QUOTE}`;
    await connect({
      ImportExcelRater: `<Success>false</Success><ErrorMessage>${said}</ErrorMessage>`,
    });
    const workbook = { fileName: 'a.xlsx', contentBase64: 'QQ==' };
    await expect(ims.importRatingWorkbook(QUOTE, 'contractors', workbook)).rejects.toMatchObject({
      reason: 'Rate of "…", …, not found in … for …',
    });
  });

  it('takes a document of several megabytes', async () => {
    const size = 3_000_001;
    await connect({ CreatePolicyDocument: Buffer.alloc(size, 'x').toString('base64') });
    expect(await ims.createPolicyDocument(QUOTE)).toBe(size);
  });

  it('logs one line per call on the wire, without what it carried', async () => {
    await connect({ IssuePolicy: '2027-01-15T00:00:00' });
    await ims.logIn();
    await ims.issue(QUOTE);
    expect(log).toEqual([
      expect.objectContaining({ operation: 'LoginIMSUser', outcome: 'answered', write: false }),
      expect.objectContaining({ operation: 'IssuePolicy', outcome: 'answered', write: true }),
    ]);
    expect(Object.keys(log[1] ?? {}).toSorted()).toEqual([
      'durationMs',
      'httpStatus',
      'operation',
      'outcome',
      'write',
    ]);
  });
});

describe('an installation without procedures', () => {
  const none: Partial<Installation> = {
    procedures: {
      quotesByReference: null,
      quoteByGuid: null,
      submissionsOfInsured: null,
      quotesOfSubmission: null,
      premiumsOfQuote: null,
      invoicesOfQuote: null,
      documentsOfQuote: null,
      insuredCandidates: null,
      quoteByPolicyNumber: null,
      renewalsOfQuote: null,
      termsInForce: null,
    },
  };
  const notAvailable = { name: 'LookupNotAvailable' };
  const information = (inside: string): Script => ({
    GetPolicyInformation: escapeXml(`<Policy>${inside}</Policy>`),
  });

  it('has no lookups', async () => {
    await connect({}, none);
    await expect(ims.listPremiums(QUOTE)).rejects.toMatchObject(notAvailable);
    await expect(ims.findQuotesByReference({ system: 'a', id: 'b' })).rejects.toMatchObject(
      notAvailable,
    );
    expect(sent()).toEqual([]);
  });

  it('reads a quote from the policy information when that says whether it is bound', async () => {
    const bound =
      '<POLICYNUMBER>CGL-1</POLICYNUMBER><Terms><DateBound>2027-01-15T09:00:00-06:00</DateBound></Terms>';
    await connect(information(bound), none);
    expect(await ims.readQuote(QUOTE)).toEqual({
      quoteGuid: QUOTE,
      policyNumber: 'CGL-1',
      status: 'bound',
      issuedOn: null,
      reference: 'unknown',
    });
  });

  it.each([
    ['<QuoteStatusID>1</QuoteStatusID><PolicyNumber/>', 'open'],
    ['<DateBound/>', 'open'],
    ['<QuoteStatusID>5</QuoteStatusID>', 'closed'],
  ])('reads %s as a quote that is not bound', async (inside, status) => {
    await connect(information(inside), none);
    expect(await ims.readQuote(QUOTE)).toMatchObject({ status, policyNumber: null });
  });

  it.each([
    '<DateBound>2027-01-15T09:00:00-06:00</DateBound>',
    '<DateBound>1/15/2027</DateBound><PolicyNumber/>',
    '<QuoteStatusID>3</QuoteStatusID><DateBound/><PolicyNo>CGL-1</PolicyNo>',
  ])('stops at %s, a bound policy whose number it cannot read', async (inside) => {
    await connect(information(inside), none);
    await expect(ims.readQuote(QUOTE)).rejects.toMatchObject({
      name: 'SystemContractError',
      message: expect.stringContaining('GetPolicyInformationResult.PolicyNumber') as string,
    });
  });

  it.each([
    ['says nothing about the bind', information('<PolicyNumber>CGL-1</PolicyNumber>')],
    ['is empty', {}],
    ['is not XML', { GetPolicyInformation: 'none' }],
  ])('guesses nothing when the policy information %s', async (_, script) => {
    await connect(script, none);
    await expect(ims.readQuote(QUOTE)).rejects.toMatchObject(notAvailable);
  });

  it('A38: stops with its words when the policy information is refused', async () => {
    await connect({ GetPolicyInformation: 'fault:Request refused.' }, none);
    await expect(ims.readQuote(QUOTE)).rejects.toMatchObject({
      name: 'SystemRejection',
      reason: 'Request refused.',
    });
  });
});
