import { z } from "zod";

// What endpoints answer: Date in the core, ISO 8601 text on the wire, turned here and nowhere else.

/** A moment. PostgreSQL keeps milliseconds of it. Its text is made here, and so not looked at again: five of them go out with each session. */
export const time = z
  .codec(z.string().meta({ format: "date-time" }), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  })
  .meta({ description: "ISO 8601, UTC" });

/** How many there are of each kind. */
export const counts = z
  .record(z.string(), z.int())
  .meta({ description: "How many of each kind", example: { notes: 3 } });

export const user = z.object({
  id: z.string().meta({ example: "usr_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  isAnonymous: z.boolean().meta({ description: "True for a guest" }),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  image: z.string().nullable(),
  role: z.enum(["user", "admin"]),
  metadata: z.record(z.string(), z.unknown()),
  createdAt: time,
  updatedAt: time,
  lastActiveAt: time,
});
export type User = z.output<typeof user>;

const session = z.object({
  id: z.string().meta({ example: "ses_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  userId: z.string(),
  expiresAt: time,
  createdAt: time,
  token: z
    .string()
    .nullable()
    .meta({ description: "The secret, once, for a caller that is not a browser; otherwise null" }),
});
export type Session = z.output<typeof session>;

export const signedIn = z.object({ user, session });
export type SignedIn = z.output<typeof signedIn>;

const guestWork = z.object({ id: z.string(), counts });

/** `guest` is null where the browser held no guest, or one that owned nothing. */
export const signInResult = z.object({
  user,
  session,
  guest: guestWork.nullable().meta({ description: "What the guest of this browser left behind" }),
});
export type SignInResult = z.output<typeof signInResult>;

export const magicLinkResult = z.object({ ...signInResult.shape, callbackURL: z.string() });
export type MagicLinkResult = z.output<typeof magicLinkResult>;

/** What can be moved to the account, and until when. */
export const mergePreview = z.object({ guest: guestWork, until: time });
export type MergePreview = z.output<typeof mergePreview>;

/** What became of it: `counts` is what was moved. */
export const mergeReceipt = z.object({
  decision: z.enum(["merge", "discard"]),
  guestId: z.string(),
  counts,
});
export type MergeReceipt = z.output<typeof mergeReceipt>;

/** One of a user's live sessions. */
export const sessionInfo = z.object({
  ...session.shape,
  userAgent: z.string().nullable(),
  place: z.string().nullable().meta({ description: "Roughly where it began", example: "Lisbon, Portugal" }),
  isCurrent: z.boolean(),
});
export type SessionInfo = z.output<typeof sessionInfo>;

/** A provider account that its user can sign in by. */
export const connectedAccount = z.object({
  id: z.string().meta({ example: "acc_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  provider: z.string().meta({ example: "google" }),
  createdAt: time,
});
export type ConnectedAccount = z.output<typeof connectedAccount>;

/** Shown once. */
export const recoveryCode = z.object({ code: z.string(), expiresAt: time });
export type RecoveryCode = z.output<typeof recoveryCode>;

/** Everything that is kept about a registered user, by kind. */
export const accountExport = z.looseObject({ exportedAt: time, user });
export type AccountExport = z.output<typeof accountExport>;

export const sent = z.object({ sent: z.literal(true) });
export const redirectTo = z.object({ url: z.url() });
export const verifiedUser = z.object({ user });
export const nothing = z.null();
