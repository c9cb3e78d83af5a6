const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** What stands behind the `@` of an address that `readEmailAddress` has read. */
export const domainOf = (email: string): string => email.slice(email.indexOf('@') + 1);

const domainLabel = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * The one address in `text`, domain in lower case, or null.
 * Refuses lists, display names, line breaks, quoted local parts and local parts outside ASCII:
 * what passes here can stand in an SMTP command and in a header as it is.
 */
export function readEmailAddress(text: string): string | null {
  const at = text.indexOf('@');
  if (text.length > 254 || at < 1 || at > 64 || at !== text.lastIndexOf('@')) return null;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  const labels = domain.split('.');
  if (!localPart.test(local) || labels.length < 2) return null;
  return labels.every((label) => domainLabel.test(label)) ? `${local}@${domain}` : null;
}
