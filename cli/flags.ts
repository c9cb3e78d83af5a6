/** Of every command that asks the service. */
export interface Common {
  readonly json?: true;
  readonly company?: string;
}
