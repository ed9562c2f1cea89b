import { domainToASCII } from "node:url";
import { z } from "zod";

/**
 * What may come in. An issue's message is the error code that answers it, or, with VALIDATION_FAILED, the words
 * for that field. Unknown fields are refused, so nobody sets `isAnonymous`, `role` or `id` from outside.
 */

/**
 * Text without NUL, other control characters but line breaks, or lone surrogates, in NFC; length in code points. Its raw length is
 * checked before any work on it: normalizing 64 KiB of combining marks takes half a second.
 */
export function text(max: number) {
  return z
    .string({ error: "Enter some text" })
    .max(4 * max, { error: `At most ${max} characters`, abort: true })
    .refine(
      (value) => value.isWellFormed() && !/[\p{Cc}--[\n\t\r]]/v.test(value),
      "Contains characters that cannot be stored",
    )
    .transform((value) => value.normalize("NFC").trim())
    .refine((value) => [...value].length <= max, `At most ${max} characters`);
}

/** Whether there is anything to see in it: not only spaces, marks, or characters that are drawn as nothing (U+200B, U+3164, U+2800, U+1D159). */
function isVisible(value: string): boolean {
  return /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u.test(value);
}

/** Text that has to be there, and to be visible. `missing` is the message where it is not. */
export function visibleText(max: number, missing: string) {
  return text(max).refine(isVisible, missing);
}

/** A name that may be empty: null where there is nothing to see in it. */
export function nameOrNone(max: number) {
  return text(max).transform((value) => (isVisible(value) ? value : null));
}

/** The same for one that may be left out. */
export function optionalName(max: number) {
  return nameOrNone(max)
    .nullish()
    .transform((value) => value ?? null);
}

/** A day of the calendar (YYYY-MM-DD) that PostgreSQL knows, with another after it. */
export const calendarDay = z.iso
  .date({ error: "Enter a date", abort: true })
  .refine((day) => day >= "0001-01-01" && day < "9999-12-31", "Enter a date");

/** The one canonical form of an address, or null: trimmed, lower case, NFC, the domain in ASCII (RFC 5321 lengths, in octets). */
export function canonicalEmail(input: string): string | null {
  const typed = input.trim();
  // Before any work on it. Decomposed text is longer than what is kept.
  if (typed.length > 512 || !typed.isWellFormed()) return null;
  const [, local, domain] =
    /^([^@]+)@([^@]+)$/.exec(typed.normalize("NFC").toLowerCase().normalize("NFC")) ?? [];
  if (local === undefined || domain === undefined) return null;
  if (!/^[^\s\p{C}\p{Z}"(),:;<>[\\\]]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) return null;
  const host = domainToASCII(domain);
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)) return null;
  const address = `${local}@${host}`;
  return Buffer.byteLength(local) <= 64 && Buffer.byteLength(address) <= 254 ? address : null;
}

/** Marks what is never shown again once it was sent (JSON Schema, 9.4). */
const secret = { writeOnly: true };

export const email = z
  .string({ error: "INVALID_EMAIL" })
  .max(512, { error: "INVALID_EMAIL", abort: true })
  .transform((value, ctx) => {
    const address = canonicalEmail(value);
    if (address !== null) return address;
    ctx.addIssue({ code: "custom", message: "INVALID_EMAIL" });
    return z.NEVER;
  });

/** At most 256 code points, any of them but NUL (NIST SP 800-63B-4, 3.1.1.2); the least length is a setting. */
export const password = z
  .string({ error: "Enter a password" })
  .max(512, { error: "PASSWORD_TOO_LONG", abort: true })
  .refine((value) => value.isWellFormed() && !value.includes("\0"), "Contains characters that cannot be used")
  .refine((value) => [...value].length <= 256, "PASSWORD_TOO_LONG")
  .meta(secret);

const name = optionalName(100);

/** What a mail carried. */
export const mailedToken = z.string({ error: "TOKEN_INVALID" }).max(200, "TOKEN_INVALID").meta(secret);

const returnTo = z.string().max(2000).optional();
/** Where to go on to: a path of this site, or a whole address of it. */
const returnAddress = {
  callbackURL: returnTo,
  callbackUrl: returnTo.meta({ description: "The same, as Auth.js spells it" }),
};

export const empty = z.strictObject({});
export const credentials = z.strictObject({ email, password });
export const emailChange = z.strictObject({ email, password: password.optional() });
export const newAccount = z.strictObject({ email, password, name });
export const emailProof = z.strictObject({
  token: mailedToken,
  password: password.optional(),
});
export const emailOnly = z.strictObject({ email });
export const magicLinkRequest = z.strictObject({ email, name, ...returnAddress });
export const magicLinkProof = z
  .strictObject({
    token: mailedToken.optional(),
    email: email.optional(),
    code: z
      .string()
      .max(40, { error: "Six digits", abort: true })
      .transform((value) => value.replace(/[\s-]/g, ""))
      .refine((value) => /^\d{6}$/.test(value), "Six digits")
      .meta(secret)
      .optional(),
  })
  .transform(({ token, email, code }, ctx) => {
    if (token !== undefined) return { token };
    if (email !== undefined && code !== undefined) return { email, code };
    ctx.addIssue({ code: "custom", path: ["code"], message: "Enter the code from the email" });
    return z.NEVER;
  });
export const mergeDecision = z.strictObject({
  decision: z.enum(["merge", "discard"], { error: "merge or discard" }),
});
export const recoveryCode = z.strictObject({
  code: z.string({ error: "Enter the code" }).max(200, "That code is too long").meta(secret),
});
export const nameChange = z.strictObject({ name: visibleText(100, "Enter your name") });
export const ownSession = z.strictObject({ id: z.string().regex(/^ses_[0-9A-Z]{26}$/, "NOT_FOUND") });
export const accountDeletion = z.strictObject({ password: password.optional() });
export const passwordReset = z.strictObject({ token: mailedToken, password });
export const passwordChange = z.strictObject({ currentPassword: password, newPassword: password });
export const socialStart = z.strictObject({
  provider: z.string({ error: "Choose a provider" }).max(40),
  ...returnAddress,
});
export const accountLink = z.strictObject({ ...socialStart.shape, password: password.optional() });
export const ownAccount = z.strictObject({
  id: z.string().regex(/^acc_[0-9A-Z]{26}$/, "NOT_FOUND"),
  password: password.optional(),
});
