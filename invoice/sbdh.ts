import { fromBase64, toBase64 } from './base64.ts';
import { readParticipantId } from './participant-id.ts';
import { escapeXml } from './xml-text.ts';
import { readXml, xmlCaps, type XmlDocument, type XmlElement } from './xml.ts';

/** What an envelope says of the document in it. Participant ids in their short form, `0192:987654325`. */
export interface SbdHeader {
  readonly instanceId: string;
  readonly sender: string;
  readonly receiver: string;
  readonly documentTypeId: string;
  readonly processId: string;
  readonly countryC1: string;
  /** An instant, ISO text in UTC. */
  readonly createdAt: string;
}

export interface SbdParts extends SbdHeader {
  readonly document: Uint8Array;
  /** `xml`: the root element stands in the envelope as it is. `binary`: the bytes, exactly, as base64. */
  readonly payload: 'xml' | 'binary';
}

const sbdh = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
const binary = 'http://peppol.eu/xsd/ticc/envelope/1.0';
/** An envelope holds the largest document as base64, or the deepest one as XML, with its header. */
const envelopeCaps = { sizeBytes: 22_000_000, depth: xmlCaps.depth + 1 };

/** A Standard Business Document by the Peppol Business Message Envelope 2.0. */
export function writeSbd(parts: SbdParts): Uint8Array {
  const xml = readXml(parts.document);
  const root = xml.ok ? xml.root : null;
  const content =
    parts.payload === 'binary' || !xml.ok
      ? `<BinaryContent xmlns="${binary}" mimeType="application/xml" encoding="${xml.ok ? xml.encoding.toUpperCase() : 'UTF-8'}">${toBase64(parts.document)}</BinaryContent>`
      : xml.text.slice(xml.root.start, xml.root.end);
  const party = (id: string): string =>
    `<Identifier Authority="iso6523-actorid-upis">${escapeXml(id)}</Identifier>`;
  const scope = (type: string, instance: string, scheme?: string): string =>
    `<Scope><Type>${type}</Type><InstanceIdentifier>${escapeXml(instance)}</InstanceIdentifier>${scheme === undefined ? '' : `<Identifier>${scheme}</Identifier>`}</Scope>`;
  const [standard = ''] = parts.documentTypeId.split('::');
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<StandardBusinessDocument xmlns="${sbdh}"><StandardBusinessDocumentHeader>` +
      `<HeaderVersion>1.0</HeaderVersion><Sender>${party(parts.sender)}</Sender><Receiver>${party(parts.receiver)}</Receiver>` +
      `<DocumentIdentification><Standard>${escapeXml(root?.namespace ?? standard)}</Standard><TypeVersion>2.1</TypeVersion>` +
      `<InstanceIdentifier>${escapeXml(parts.instanceId)}</InstanceIdentifier><Type>${escapeXml(root?.name ?? 'Invoice')}</Type>` +
      `<CreationDateAndTime>${escapeXml(parts.createdAt)}</CreationDateAndTime></DocumentIdentification><BusinessScope>` +
      scope('DOCUMENTID', parts.documentTypeId, 'busdox-docid-qns') +
      scope('PROCESSID', parts.processId, 'cenbii-procid-ubl') +
      scope('COUNTRY_C1', parts.countryC1) +
      `</BusinessScope></StandardBusinessDocumentHeader>${content}</StandardBusinessDocument>`,
  );
}

/** Reads an envelope; what is inside need not be readable. */
export function readSbd(
  bytes: Uint8Array,
): ({ ok: true } & SbdParts) | { ok: false; detail: string } {
  const xml = readXml(bytes, envelopeCaps);
  if (!xml.ok) return { ok: false, detail: `The envelope cannot be read: ${xml.detail}` };
  const { root } = xml;
  const header = child(root, 'StandardBusinessDocumentHeader');
  if (root.name !== 'StandardBusinessDocument' || root.namespace !== sbdh || !header) {
    return {
      ok: false,
      detail: 'The root element is not a StandardBusinessDocument with its header.',
    };
  }
  const identification = child(header, 'DocumentIdentification');
  const scopes = new Map(
    child(header, 'BusinessScope')?.children.map((scope) => [
      text(scope, 'Type'),
      text(scope, 'InstanceIdentifier'),
    ]),
  );
  const found = {
    instanceId: text(identification, 'InstanceIdentifier'),
    sender: readParticipantId(text(child(header, 'Sender'), 'Identifier')) ?? '',
    receiver: readParticipantId(text(child(header, 'Receiver'), 'Identifier')) ?? '',
    documentTypeId: scopes.get('DOCUMENTID') ?? '',
    processId: scopes.get('PROCESSID') ?? '',
  };
  const missing = Object.entries(found).find(([, value]) => value === '' || value.length > 500);
  if (missing) return { ok: false, detail: `The header lacks a usable ${missing[0]}.` };
  const payload = root.children.find((element) => element !== header);
  if (!payload) return { ok: false, detail: 'The envelope is empty.' };
  const isBinary = payload.name === 'BinaryContent' && payload.namespace === binary;
  const document = isBinary
    ? fromBase64(payload.text)
    : new TextEncoder().encode(cutOut(xml, payload));
  if (!document) return { ok: false, detail: 'BinaryContent is not base64.' };
  const more = {
    countryC1: scopes.get('COUNTRY_C1') ?? '',
    createdAt: text(identification, 'CreationDateAndTime'),
  };
  return { ok: true, ...found, ...more, document, payload: isBinary ? 'binary' : 'xml' };
}

/** The element as it stands, with the namespace declarations from the envelope that it needs. */
function cutOut({ text: whole }: XmlDocument, element: XmlElement): string {
  const own = whole.slice(element.start, element.end);
  const inherited = Object.entries(element.namespaces).filter(([prefix, uri]) =>
    prefix === ''
      ? uri !== sbdh && !element.attributes.has('xmlns')
      : !element.attributes.has(`xmlns:${prefix}`) && own.includes(`${prefix}:`),
  );
  if (inherited.length === 0) return own;
  const declarations = inherited.map(
    ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXml(uri)}"`,
  );
  const nameEnd = 1 + (element.prefix === '' ? 0 : element.prefix.length + 1) + element.name.length;
  return own.slice(0, nameEnd) + declarations.join('') + own.slice(nameEnd);
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((item) => item.name === name && item.namespace === sbdh);
const text = (element: XmlElement | undefined, name: string): string =>
  child(element, name)?.text.trim() ?? '';
