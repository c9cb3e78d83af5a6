/** What one document may cost. A larger one is not read; its original is kept all the same. */
export const limits = {
  sizeBytes: 50_000_000,
  pages: 200,
  /** Of one picture or one page drawn as a picture. */
  pixels: 40_000_000,
  charactersPerPage: 200_000,
  charactersPerDocument: 2_000_000,
  /** For one document, however many pages. */
  seconds: 300,
  /** Without a finished page. */
  secondsPerPage: 60,
  /** Of a child with its engines. */
  memoryBytes: 1_200_000_000,
} as const;
