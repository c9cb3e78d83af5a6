/** Published in `autoinvoice --help`. */
export const exitCodes = {
  done: 0,
  notAll: 1,
  usage: 2,
  unreachable: 3,
  interrupted: 130,
} as const;

interface CliErrorOptions {
  readonly exitCode?: number;
  /** What to do about it. */
  readonly hint?: string;
  readonly findings?: readonly { readonly path: string; readonly text: string }[];
  /** The same may work in a moment. */
  readonly isPassing?: boolean;
}

/** What ends a command, or one file of it, in words for the person at the terminal. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly exitCode: number;
  readonly hint: string | undefined;
  readonly findings: readonly { readonly path: string; readonly text: string }[];
  readonly isPassing: boolean;

  constructor(code: string, detail: string, options: CliErrorOptions = {}) {
    super(detail);
    this.code = code;
    this.exitCode = options.exitCode ?? exitCodes.notAll;
    this.hint = options.hint;
    this.findings = options.findings ?? [];
    this.isPassing = options.isPassing ?? false;
  }

  /** True where going on with the next file makes no sense. */
  get isAboutService(): boolean {
    return this.exitCode === exitCodes.unreachable || this.exitCode === exitCodes.interrupted;
  }

  /** As it stands in a JSON line. */
  toJson(): Record<string, unknown> {
    const { code, message: detail, findings } = this;
    return { code, detail, ...(findings.length > 0 && { findings }) };
  }
}

export const usageError = (detail: string): CliError =>
  new CliError('usage', detail, { exitCode: exitCodes.usage });
