/** A release of the official rules, as given on the command line. */
export interface Source {
  readonly name: string;
  readonly day: string;
  readonly folder: string;
}
