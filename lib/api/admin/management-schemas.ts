import { z } from "zod";
import { units } from "@/lib/api/duration";
import { email, optionalName } from "@/lib/api/schemas";
import { isProviderId } from "@/lib/api/social";

// What may come in at the owner's side. `schemas.ts` says how an issue's message is read.

const toggle = z.boolean({ error: "true or false" }).exactOptional();

function seconds(max: number, tooMany: string) {
  return z.int({ error: "Whole seconds" }).min(60, "At least 60 seconds").max(max, tooMany);
}

/** Seconds of inactivity; a guest's activity is written down once a minute at most. */
export const maxAge = seconds(3650 * units.days, "At most ten years");

/** Seconds without a request after which a session ends. */
export const sessionLifetime = seconds(90 * units.days, "At most 90 days");

/** The same for guests, who have no other way back. */
const guestLifetime = seconds(3650 * units.days, "At most ten years");

/** Code points. */
export const passwordMinLength = z
  .int({ error: "A whole number" })
  .min(8, "At least 8")
  .max(64, "At most 64");

const anonymous = z.union(
  [
    z.boolean().transform((enabled) => ({ enabled })),
    z.strictObject({ enabled: toggle, maxAge: maxAge.nullable().exactOptional() }),
  ],
  { error: "true, false, or { enabled, maxAge } with maxAge in whole seconds, at least 60" },
);

/** Which providers there are is the server's to know. */
const social = z.partialRecord(
  z.string().max(100, { error: "Unknown provider", abort: true }).refine(isProviderId, "Unknown provider"),
  z.boolean({ error: "true or false" }),
);

/** What was read can be sent back: who saved it and when are left out of account. */
export const configChange = z
  .strictObject({
    authMethods: z
      .strictObject({
        anonymous: anonymous.exactOptional(),
        emailPassword: toggle,
        magicLink: toggle,
        passkey: toggle, // eject: passkeys
        social: social.exactOptional(),
      })
      .exactOptional(),
    session: z
      .strictObject({
        lifetime: sessionLifetime.exactOptional(),
        guestLifetime: guestLifetime.nullable().exactOptional(),
      })
      .exactOptional(),
    password: z
      .strictObject({
        minLength: passwordMinLength.exactOptional(),
      })
      .exactOptional(),
    version: z.int({ error: "A whole number" }).exactOptional(),
    updatedAt: z.string().max(100).nullish(),
    updatedBy: z.string().max(100).nullish(),
  })
  .transform(({ updatedAt: _at, updatedBy: _by, ...change }) => change);

/** Any id there can be; what cannot be one is not found. */
export const id = z.string({ error: "NOT_FOUND" }).regex(/^[\w-]{1,64}$/, "NOT_FOUND");
const flag = z.enum(["true", "false"], { error: "true or false" }).transform((value) => value === "true");
const secondsAsText = z
  .string()
  .regex(/^\d{1,10}$/, "Whole seconds")
  .transform(Number);

export const paging = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, "A number from 1 to 100")
    .transform(Number)
    .default(50),
  after: z.string().max(200).optional(),
};

export const byId = z.strictObject({ id });

export const userList = z.strictObject({
  isAnonymous: flag.optional(),
  email: email.optional(),
  inactiveFor: secondsAsText.optional(),
  ...paging,
});

/** What PostgreSQL can keep as jsonb: no NUL, no lone surrogate; at most 16 KiB, and 100 levels deep. */
const metadata = z.record(z.string().max(16 * 1024), z.unknown()).refine((value) => {
  if (!isAtMost(100, value)) return false;
  const written = JSON.stringify(value);
  return Buffer.byteLength(written) <= 16 * 1024 && !/\\u(0000|d[89a-f])/i.test(written);
}, "Cannot be stored");

/** By the breadth of each level: as deep as a body may be, whatever calls itself for each level runs out of stack. */
function isAtMost(depth: number, value: object): boolean {
  let level: unknown[] = [value];
  for (let left = depth; level.length > 0; left--) {
    if (left === 0) return false;
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return true;
}

export const userChange = z.strictObject({
  id,
  name: optionalName(100).exactOptional(),
  metadata: metadata.exactOptional(),
  role: z.enum(["user", "admin"], { error: "user or admin" }).exactOptional(),
});

export const userDeletion = z.strictObject({ id, onlyIfAnonymous: flag.default(false) });

export const reassignment = z.strictObject({ id, toUserId: id });

export const auditList = z.strictObject({
  type: z
    .string()
    .max(64)
    .regex(/^[\w.]*$/, "Not a type of event")
    .optional(),
  userId: id.optional(),
  ...paging,
});

export const cleanupInput = z.strictObject({
  dryRun: z.boolean({ error: "true or false" }).default(false),
  limit: z.int({ error: "A whole number" }).min(1, "At least 1").nullable().default(null),
});
