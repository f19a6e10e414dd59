/** The services of IMS that Bindery calls; each has its own address and its own namespace. */
export type ServiceName =
  | 'Logon'
  | 'InsuredFunctions'
  | 'ProducerFunctions'
  | 'QuoteFunctions'
  | 'DocumentFunctions'
  | 'DataAccess';

interface Service {
  /** File below the virtual directory of the environment. */
  readonly file: string;
  readonly namespace: string;
}

export const SERVICES: Readonly<Record<ServiceName, Service>> = {
  Logon: { file: 'logon.asmx', namespace: 'http://tempuri.org/IMSWebServices/Logon' },
  InsuredFunctions: service('InsuredFunctions'),
  ProducerFunctions: service('ProducerFunctions'),
  QuoteFunctions: service('QuoteFunctions'),
  DocumentFunctions: service('DocumentFunctions'),
  DataAccess: service('DataAccess'),
};

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

function service(name: string): Service {
  return { file: `${name}.asmx`, namespace: `http://tempuri.org/IMSWebServices/${name}` };
}
