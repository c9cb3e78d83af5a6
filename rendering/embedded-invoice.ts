import type { EmbeddedInvoice } from './pdf/archive.ts';

/** The profiles of Factur-X by a part of the specification id (BT-24); the first that fits holds. */
const profiles = [
  ['#conformant#urn:factur-x.eu:1p0:extended', 'EXTENDED'],
  ['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', 'BASIC'],
  ['urn:factur-x.eu:1p0:basicwl', 'BASIC WL'],
  ['urn:factur-x.eu:1p0:minimum', 'MINIMUM'],
  ['urn:cen.eu:en16931:2017', 'EN 16931'],
] as const;

/** The e-invoice as it goes into a PDF: one in CII makes the PDF a Factur-X, any other is just carried along. */
export function embeddedInvoice(bytes: Uint8Array): EmbeddedInvoice {
  const head = Buffer.from(bytes.subarray(0, 4000)).toString('latin1').replaceAll('\0', '');
  const profile = profiles.find(([part]) => head.includes(part))?.[1];
  if (!/<(\w+:)?CrossIndustryInvoice[\s>]/.test(head) || profile === undefined) {
    return { filename: 'invoice.xml', bytes };
  }
  return { filename: 'factur-x.xml', bytes, metadata: facturX(profile) };
}

/** The properties that readers of Factur-X look for, and the schema that PDF/A asks for with properties of its own. */
function facturX(profile: string): string {
  const properties = [
    ['DocumentFileName', 'The name of the embedded XML document', 'factur-x.xml'],
    ['DocumentType', 'The type of the hybrid document', 'INVOICE'],
    ['Version', 'The version of the XML schema', '1.0'],
    ['ConformanceLevel', 'The conformance level of the XML document', profile],
  ] as const;
  const values = properties.map(([name, , value]) => `<fx:${name}>${value}</fx:${name}>`).join('');
  const rows = properties.map(
    ([name, description]) =>
      `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name>` +
      '<pdfaProperty:valueType>Text</pdfaProperty:valueType>' +
      '<pdfaProperty:category>external</pdfaProperty:category>' +
      `<pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`,
  );
  const uri = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
  return `<rdf:Description rdf:about="" xmlns:fx="${uri}">${values}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>${uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>${rows.join('')}</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
`;
}
