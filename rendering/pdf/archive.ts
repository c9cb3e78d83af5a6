import type { IsoDate } from '../../invoice/model.ts';
import { textString, type PdfObjects } from './objects.ts';

/** The e-invoice that the PDF shows, carried inside it. */
export interface EmbeddedInvoice {
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** What more the metadata says, as Factur-X asks for. */
  readonly metadata?: string;
}

export interface DocumentFacts {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly createdOn: IsoDate;
  readonly embedded?: EmbeddedInvoice;
}

const producer = 'autoinvoice';

/** Entries of the catalogue that make the file PDF/A-3b: metadata, and the e-invoice as an alternative of the pages. */
export function writeArchive(
  objects: PdfObjects,
  facts: DocumentFacts,
  profile: Uint8Array,
): string {
  const metadata = objects.addStream(
    '/Type /Metadata /Subtype /XML',
    Buffer.from(metadataOf(facts), 'utf8'),
    { isPlain: true },
  );
  const icc = objects.addStream('/N 3', profile, { isPlain: true });
  const intent = objects.add(
    '<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) ' +
      `/DestOutputProfile ${icc} 0 R >>`,
  );
  return (
    `/Metadata ${metadata} 0 R /OutputIntents [${intent} 0 R] /Lang (${facts.language}) ` +
    `/ViewerPreferences << /DisplayDocTitle true >>${embed(objects, facts)}`
  );
}

function embed(objects: PdfObjects, { embedded, createdOn }: DocumentFacts): string {
  if (embedded === undefined) return '';
  const name = textString(embedded.filename);
  const file = objects.addStream(
    `/Type /EmbeddedFile /Subtype /text#2Fxml /Params << /ModDate ${dateText(createdOn)} ` +
      `/Size ${embedded.bytes.length} >>`,
    embedded.bytes,
  );
  const specification = objects.add(
    `<< /Type /Filespec /F ${name} /UF ${name} /AFRelationship /Alternative ` +
      `/EF << /F ${file} 0 R /UF ${file} 0 R >> >>`,
  );
  return (
    ` /AF [${specification} 0 R] /PageMode /UseNone ` +
    `/Names << /EmbeddedFiles << /Names [${name} ${specification} 0 R] >> >>`
  );
}

/** The old form of the metadata, which says the same as the new one. */
export const writeInfo = (objects: PdfObjects, facts: DocumentFacts): number =>
  objects.add(
    `<< /Title ${textString(facts.title)} /Author ${textString(facts.author)} ` +
      `/Producer (${producer}) /CreationDate ${dateText(facts.createdOn)} ` +
      `/ModDate ${dateText(facts.createdOn)} >>`,
  );

const archiveClaim =
  '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n';

/** The metadata of a file of ours that is not PDF/A any more. */
export const withoutArchiveClaim = (metadata: string): string => metadata.replace(archiveClaim, '');

const dateText = (day: IsoDate): string => `(D:${day.replaceAll('-', '')}000000Z)`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function metadataOf({ title, author, createdOn, embedded }: DocumentFacts): string {
  const instant = `${createdOn}T00:00:00Z`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
${archiveClaim}<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${instant}</xmp:CreateDate><xmp:ModifyDate>${instant}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${producer}</pdf:Producer></rdf:Description>
${embedded?.metadata ?? ''}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}
