import { readXml, type XmlElement } from '../invoice/xml.ts';
import { Failure } from '../policy/failure.ts';
import { request } from './http.ts';
import {
  as4Profile,
  documentTypeScheme,
  fullDocumentTypeId,
  fullParticipantId,
} from './peppol-ids.ts';
import { findSmp, productionZone, type ResolveNaptr } from './sml.ts';
import { identifierNamespace, smpNamespace } from './smp-xml.ts';

interface Endpoint {
  readonly endpointUrl: string;
  readonly transportProfile: string;
}

export interface SmpClient {
  /**
   * Where the receiver takes this document type. Throws `recipient-unknown` with the code
   * `participant-unknown` or `document-type-unknown`, `service-unavailable` where nobody answered.
   */
  findReceiver(participantId: string, documentTypeId: string): Promise<Endpoint>;
  /** What the participant receives, or null where the network does not know it. */
  documentTypes(participantId: string): Promise<string[] | null>;
}

const unreadable = (what: string): Failure =>
  new Failure('service-unavailable', `The SMP's answer cannot be read: ${what}`, {
    code: 'smp-answer-unreadable',
  });

/** All elements of that name below `element`, in document order. */
function* below(
  element: XmlElement,
  name: string,
  namespace = smpNamespace,
): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === name && child.namespace === namespace) yield child;
    yield* below(child, name, namespace);
  }
}

/** The root element of an answer, or null for 404. */
async function fetchXml(url: string, rootName: string): Promise<XmlElement | null> {
  const { status, text } = await request(url, { headers: { accept: 'application/xml' } });
  if (status === 404) return null;
  if (status !== 200) {
    throw new Failure('service-unavailable', `The SMP answered ${status}`, {
      code: 'smp-unavailable',
    });
  }
  const document = readXml(Buffer.from(text));
  if (!document.ok) throw unreadable(document.detail);
  const { root } = document;
  if (root.name !== rootName || root.namespace !== smpNamespace) throw unreadable(root.name);
  return root;
}

/** Throws unless the answer is about what was asked: a mixed-up one would send to a stranger. */
function checkIdentity(metadata: XmlElement, participantId: string, documentTypeId: string): void {
  const [participant] = below(metadata, 'ParticipantIdentifier', identifierNamespace);
  const [documentType] = below(metadata, 'DocumentIdentifier', identifierNamespace);
  const isSame =
    participant?.text.trim().toLowerCase() === participantId.toLowerCase() &&
    documentType?.text.trim() === documentTypeId;
  if (!isSame) throw unreadable('it speaks of another participant or document type');
}

function readEndpoint(metadata: XmlElement): Endpoint | null {
  for (const endpoint of below(metadata, 'Endpoint')) {
    const transportProfile = endpoint.attributes.get('transportProfile');
    const [address] = below(endpoint, 'Address', 'http://www.w3.org/2005/08/addressing');
    const endpointUrl = address?.text.trim() ?? '';
    if (transportProfile === as4Profile && endpointUrl !== '') {
      return { endpointUrl, transportProfile };
    }
  }
  return null;
}

/** How many found endpoints are remembered at most; the oldest goes first. */
const rememberedEndpoints = 10_000;

/**
 * Looks receivers up as the Peppol network publishes them.
 * `smpUrl` asks that SMP for everyone; without it the SML says which SMP (`smlZone`).
 * A found endpoint is remembered for `rememberSeconds`; "not found" and faults are asked anew each time.
 * The XML signature of the answer is not checked: the access point, which sends, does that.
 */
export function createSmpClient(
  options: {
    smpUrl?: string;
    smlZone?: string;
    resolveNaptr?: ResolveNaptr;
    rememberSeconds?: number;
  } = {},
): SmpClient {
  const remembered = new Map<string, { endpoint: Endpoint; until: number }>();
  const rememberMs = (options.rememberSeconds ?? 0) * 1000;

  async function smpOf(participantId: string): Promise<string | null> {
    if (options.smpUrl !== undefined) return options.smpUrl.replace(/\/+$/, '');
    return findSmp(participantId, options.smlZone ?? productionZone, options.resolveNaptr);
  }

  const groupUrl = (smp: string, participantId: string): string =>
    `${smp}/${encodeURIComponent(fullParticipantId(participantId))}`;

  const unknown = (code: string, text: string): Failure =>
    new Failure('recipient-unknown', text, { code });

  async function documentTypes(participantId: string): Promise<string[] | null> {
    const smp = await smpOf(participantId);
    const group =
      smp === null ? null : await fetchXml(groupUrl(smp, participantId), 'ServiceGroup');
    if (!group) return null;
    return [...below(group, 'ServiceMetadataReference')].flatMap((reference) => {
      const last = (reference.attributes.get('href') ?? '').split('/services/')[1] ?? '';
      const id = decodePart(last);
      return id.startsWith(`${documentTypeScheme}::`)
        ? [id.slice(documentTypeScheme.length + 2)]
        : [];
    });
  }

  async function findReceiver(participantId: string, documentTypeId: string): Promise<Endpoint> {
    const key = `${participantId} ${documentTypeId}`;
    const known = remembered.get(key);
    if (known && known.until > Date.now()) return known.endpoint;
    remembered.delete(key);
    const endpoint = await askForReceiver(participantId, documentTypeId);
    if (rememberMs > 0) {
      remembered.set(key, { endpoint, until: Date.now() + rememberMs });
      for (const oldest of remembered.keys()) {
        if (remembered.size <= rememberedEndpoints) break;
        remembered.delete(oldest);
      }
    }
    return endpoint;
  }

  async function askForReceiver(participantId: string, documentTypeId: string): Promise<Endpoint> {
    const smp = await smpOf(participantId);
    if (smp === null) {
      throw unknown('participant-unknown', `${participantId} is not in the Peppol network`);
    }
    const part = encodeURIComponent(fullDocumentTypeId(documentTypeId));
    const url = `${groupUrl(smp, participantId)}/services/${part}`;
    let metadata = await fetchXml(url, 'SignedServiceMetadata');
    const [redirect] = metadata ? below(metadata, 'Redirect') : [];
    const target = redirect?.attributes.get('href');
    // One redirect, as the specification allows.
    if (target !== undefined) metadata = await fetchXml(target, 'SignedServiceMetadata');
    if (!metadata) {
      throw (await documentTypes(participantId)) === null
        ? unknown('participant-unknown', `${participantId} is not in the Peppol network`)
        : unknown('document-type-unknown', `${participantId} does not receive ${documentTypeId}`);
    }
    checkIdentity(metadata, participantId, documentTypeId);
    const endpoint = readEndpoint(metadata);
    if (!endpoint) {
      const text = `${participantId} cannot be reached over ${as4Profile}`;
      throw unknown('transport-profile-unknown', text);
    }
    return endpoint;
  }

  return { findReceiver, documentTypes };
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
