import { randomBytes } from "node:crypto";

/** Crockford's Base32: no letter that is read as another, spoken or written. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Creates 140 random bits that a person can type, in seven groups of four. */
export function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(28), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
  return letters.replace(/.{4}(?=.)/g, "$&-");
}

/** Returns the code that was meant by what was typed: any case, any spaces and dashes, O for 0, I and L for 1. */
export function canonicalCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return letters.replace(/O/g, "0").replace(/[IL]/g, "1");
}
