import { as4Profile, documentTypeScheme, participantScheme, processScheme } from './peppol-ids.ts';

export const smpNamespace = 'http://busdox.org/serviceMetadata/publishing/1.0/';
export const identifierNamespace = 'http://busdox.org/transport/identifiers/1.0/';
const addressingNamespace = 'http://www.w3.org/2005/08/addressing';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => entities[one] ?? '');

/** `value` of `scheme::value`. */
const valueOf = (full: string): string => full.replace(/^.*?::/, '');

/** An SMP's answer for a participant: where its services are described. `id` with its scheme. */
export function serviceGroupXml(id: string, hrefs: readonly string[]): string {
  const references = hrefs.map((href) => `<ServiceMetadataReference href="${escape(href)}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<ServiceGroup xmlns="${smpNamespace}" xmlns:id="${identifierNamespace}"><id:ParticipantIdentifier scheme="${participantScheme}">${escape(valueOf(id))}</id:ParticipantIdentifier><ServiceMetadataReferenceCollection>${references.join('')}</ServiceMetadataReferenceCollection></ServiceGroup>`;
}

/** An SMP's answer for one document type, in the frame of a signed one. */
export function serviceMetadataXml(facts: {
  participantId: string;
  documentTypeId: string;
  processId: string;
  endpointUrl: string;
}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<SignedServiceMetadata xmlns="${smpNamespace}"><ServiceMetadata><ServiceInformation xmlns:id="${identifierNamespace}"><id:ParticipantIdentifier scheme="${participantScheme}">${escape(valueOf(facts.participantId))}</id:ParticipantIdentifier><id:DocumentIdentifier scheme="${documentTypeScheme}">${escape(facts.documentTypeId)}</id:DocumentIdentifier><ProcessList><Process><id:ProcessIdentifier scheme="${processScheme}">${escape(facts.processId)}</id:ProcessIdentifier><ServiceEndpointList><Endpoint transportProfile="${as4Profile}"><EndpointReference xmlns="${addressingNamespace}"><Address>${escape(facts.endpointUrl)}</Address></EndpointReference><RequireBusinessLevelSignature>false</RequireBusinessLevelSignature><ServiceDescription>Billing</ServiceDescription><TechnicalContactUrl>https://access-point.invalid</TechnicalContactUrl></Endpoint></ServiceEndpointList></Process></ProcessList></ServiceInformation></ServiceMetadata></SignedServiceMetadata>`;
}
