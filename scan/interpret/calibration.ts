/**
 * The probability that a value is right by the weight of its evidence (0–1). Measured on the drawn documents that it
 * was tuned on (on others it is too high, see docs/scan.md): from 0.65 on no more than one in a hundred was wrong, so
 * the rest to 1 counts an eighth; below, the weight itself is the estimate.
 */
export const calibrated = (weight: number): number =>
  weight >= 0.65 ? 1 - (1 - weight) / 8 : weight;
