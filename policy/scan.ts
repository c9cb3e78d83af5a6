/** Statuses of a scan as users see them. Source: docs/scan.md, "Statuses". */
export const scanStatuses = [
  'received',
  'reading',
  'review',
  'released',
  'accepted',
  'rejected',
  'failed',
  'split',
  'merged',
] as const;
export type ScanStatus = (typeof scanStatuses)[number];

/** How a file came in. */
export const scanSources = ['upload', 'mail', 'folder'] as const;
export type ScanSource = (typeof scanSources)[number];

/** What opened a run of a scan. */
export const scanRunOpeners = ['arrival', 'split', 'rerun', 'repair', 'rotation', 'merge'] as const;
export type ScanRunOpener = (typeof scanRunOpeners)[number];

/** What reads a document: `auto` decides page by page, the others read alone. */
export const scanEngines = ['auto', 'text', 'tesseract', 'ppocr'] as const;
export type ScanEngine = (typeof scanEngines)[number];

/** Most files of one upload or one mail that become scans. */
export const maximumFiles = 100;

const signatures: readonly (readonly [contentType: string, begins: readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];

/**
 * The content type of a file that can be scanned, by how it begins and not by what it is called: PDF (within the
 * first kilobyte, as readers accept it), PNG, JPEG or TIFF. Null for anything else.
 */
export function scannableType(bytes: Uint8Array): string | null {
  const found = signatures.find(([, begins]) => begins.every((byte, at) => bytes[at] === byte));
  if (found) return found[0];
  return hasPdfHeader(bytes.subarray(0, 1024)) ? 'application/pdf' : null;
}

const pdfHeader = [0x25, 0x50, 0x44, 0x46, 0x2d];

function hasPdfHeader(bytes: Uint8Array): boolean {
  // XML may speak of a PDF without being one.
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x80);
  if (first === 0x3c) return false;
  return bytes.some((_byte, at) => pdfHeader.every((byte, offset) => bytes[at + offset] === byte));
}
