import { domainToASCII } from "node:url";
import { z } from "zod";
import { safePath } from "./safe-path";

/**
 * What may come in. An issue's message is the error code that answers it, or, with VALIDATION_FAILED, the words
 * for that field. Unknown fields are refused, so nobody sets `isAnonymous`, `role` or `id` from outside.
 */

/** Text without NUL, other control characters but line breaks, or lone surrogates, in NFC; length in code points. */
export function text(max: number) {
  return z
    .string({ error: "Write some text" })
    .refine(
      (value) => value.isWellFormed() && !/[\p{Cc}--[\n\t\r]]/v.test(value),
      "Contains characters that cannot be stored",
    )
    .transform((value) => value.normalize("NFC").trim())
    .refine((value) => [...value].length <= max, `At most ${max} characters`);
}

/** A day of the calendar (YYYY-MM-DD) that PostgreSQL knows, with another after it. */
export const calendarDay = z.iso
  .date("Write a date")
  .refine((day) => day >= "0001-01-01" && day < "9999-12-31", "Write a date");

/** The one canonical form of an address, or null: trimmed, lower case, NFC, the domain in ASCII (RFC 5321 lengths, in octets). */
export function canonicalEmail(input: string): string | null {
  if (!input.isWellFormed()) return null;
  const [, local, domain] =
    /^([^@]+)@([^@]+)$/.exec(input.trim().normalize("NFC").toLowerCase().normalize("NFC")) ?? [];
  if (local === undefined || domain === undefined) return null;
  if (!/^[^\s\p{C}\p{Z}"(),:;<>[\\\]]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) return null;
  const host = domainToASCII(domain);
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)) return null;
  const address = `${local}@${host}`;
  return Buffer.byteLength(local) <= 64 && Buffer.byteLength(address) <= 254 ? address : null;
}

const email = z.string({ error: "INVALID_EMAIL" }).transform((value, ctx) => {
  const address = canonicalEmail(value);
  if (address !== null) return address;
  ctx.addIssue({ code: "custom", message: "INVALID_EMAIL" });
  return z.NEVER;
});

/** At most 256 code points, any of them but NUL (NIST SP 800-63B-4, 3.1.1.2); the least length is a setting. */
export const password = z
  .string({ error: "Write a password" })
  .refine((value) => value.isWellFormed() && !value.includes("\0"), "Contains characters that cannot be used")
  .refine((value) => [...value].length <= 256, "PASSWORD_TOO_LONG");

const name = text(100)
  .transform((value) => value || null)
  .nullish()
  .transform((value) => value ?? null);

/** A path of this site; "/" for anything else. */
const sitePath = z.string().max(2000).optional().transform(safePath);

export const empty = z.strictObject({});
export const credentials = z.strictObject({ email, password });
export const emailChange = z.strictObject({ email, password: password.optional() });
export const newAccount = z.strictObject({ email, password, name });
export const emailProof = z.strictObject({
  token: z.string({ error: "TOKEN_INVALID" }),
  password: password.optional(),
});
export const emailOnly = z.strictObject({ email });
export const magicLinkRequest = z.strictObject({ email, name, callbackURL: sitePath });
export const magicLinkProof = z
  .strictObject({
    token: z.string().optional(),
    email: email.optional(),
    code: z
      .string()
      .transform((value) => value.replace(/[\s-]/g, ""))
      .refine((value) => /^\d{6}$/.test(value), "Six digits")
      .optional(),
  })
  .transform(({ token, email, code }, ctx) => {
    if (token !== undefined) return { token };
    if (email !== undefined && code !== undefined) return { email, code };
    ctx.addIssue({ code: "custom", path: ["code"], message: "Type the code from the mail" });
    return z.NEVER;
  });
export const mergeDecision = z.strictObject({
  decision: z.enum(["merge", "discard"], { error: "merge or discard" }),
});
export const recoveryCode = z.strictObject({ code: z.string({ error: "Type the code" }).max(200) });
export const ownSession = z.strictObject({ id: z.string().regex(/^ses_[0-9A-Z]{26}$/, "NOT_FOUND") });
export const accountDeletion = z.strictObject({ password: password.optional() });
export const passwordReset = z.strictObject({ token: z.string({ error: "TOKEN_INVALID" }), password });
export const passwordChange = z.strictObject({ currentPassword: password, newPassword: password });
export const socialStart = z.strictObject({
  provider: z.string({ error: "Name a provider" }).max(40),
  callbackURL: z.string().max(2000).optional(),
});
