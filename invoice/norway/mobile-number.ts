/** A Norwegian mobile number as `+4790000001`, from how people write it; null where it is none. */
export function readMobileNumber(text: string): string | null {
  const digits = text.replaceAll(/[\s().-]/g, '').replace(/^(?:\+|00)47/, '');
  return /^[49]\d{7}$/.test(digits) ? `+47${digits}` : null;
}
