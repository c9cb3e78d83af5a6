/** A document in its envelope, with the facts that an access point routes by. */
export interface Submission {
  /** SBDH instance identifier: the same id again is the same submission. */
  readonly instanceId: string;
  /** Participant ids, `0192:923456783`. */
  readonly sender: string;
  readonly receiver: string;
  readonly documentTypeId: string;
  readonly processId: string;
  /** Country of the sender, as the network's statistics need it. */
  readonly countryC1: string;
  readonly sbd: Uint8Array;
}

/** `sent` = taken by the receiver's access point; `failed` = given up, for the reason in `code`. */
export type SubmissionState = 'pending' | 'sent' | 'failed';

export interface SubmissionResult {
  readonly state: SubmissionState;
  /** The access point's own error code; `policy/access-point-failure.ts` says what it means. */
  readonly code?: string;
  readonly detail?: string;
}

/**
 * Someone's access point, which speaks AS4 for us.
 * Throws `Failure` where the access point itself did not take the submission.
 */
export interface AccessPoint {
  submit(submission: Submission): Promise<SubmissionResult>;
  /** Null where the access point has never seen the id. */
  status(instanceId: string): Promise<SubmissionResult | null>;
}
