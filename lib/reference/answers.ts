import { z } from "zod";
import { type ErrorCode, type ErrorDetails, errors } from "@/lib/contract/errors";
import {
  type Passkey,
  type PasskeyCreation,
  type PasskeyRequest,
  passkeyTransports,
} from "@/lib/contract/passkeys";
import type * as wire from "@/lib/contract/wire";

// The types of `wire.ts` once more, for readers of the reference; each is held to its type by the compiler.

const time = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
const counts = z
  .record(z.string(), z.int())
  .meta({ description: "How many of each kind", example: { memberships: 3 } });

export const user: z.ZodType<wire.User> = z.object({
  id: z.string().meta({ example: "usr_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  isAnonymous: z.boolean().meta({ description: "A guest while true, a member afterwards" }),
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

const sessionFields = {
  id: z.string().meta({ example: "ses_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  userId: z.string(),
  expiresAt: time,
  createdAt: time,
  token: z
    .string()
    .nullable()
    .meta({ description: "The secret, for a caller that is no browser, once; else null" }),
};

const session: z.ZodType<wire.Session> = z.object(sessionFields);
const guest = z.object({ id: z.string(), counts });
const arrivalFields = { user, session, guest: guest.nullable() };

export const signedIn: z.ZodType<wire.SignedIn> = z.object({ user, session });
export const arrival: z.ZodType<wire.Arrival> = z.object(arrivalFields);
export const magicArrival: z.ZodType<wire.Arrival & { callbackURL: string }> = z.object({
  ...arrivalFields,
  callbackURL: z.string(),
});
export const provenUser = z.object({ user });
export const mergePreview: z.ZodType<wire.MergePreview> = z.object({ guest, until: time });
export const mergeReceipt: z.ZodType<wire.MergeReceipt> = z.object({
  decision: z.enum(["merge", "discard"]),
  guestId: z.string(),
  counts,
});
export const device: z.ZodType<wire.Device> = z.object({
  ...sessionFields,
  userAgent: z.string().nullable(),
  isCurrent: z.boolean(),
});
export const recoveryCode: z.ZodType<wire.RecoveryCode> = z.object({ code: z.string(), expiresAt: time });
export const accountExport: z.ZodType<wire.AccountExport> = z.looseObject({ exportedAt: time, user });

const base64url = z.string().meta({ description: "Bytes in base64url" });
const milliseconds = z.int().meta({ description: "Milliseconds" });
const passkeyKind = z.literal("public-key");
export const passkeyCreation: z.ZodType<PasskeyCreation> = z
  .object({
    challenge: base64url,
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: passkeyKind, alg: z.int() })),
    excludeCredentials: z.array(
      z.object({ type: passkeyKind, id: base64url, transports: z.array(z.enum(passkeyTransports)) }),
    ),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("preferred"),
    }),
    attestation: z.literal("none"),
    timeout: milliseconds,
  })
  .meta({ description: "PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3" });
export const passkeyRequest: z.ZodType<PasskeyRequest> = z
  .object({
    challenge: base64url,
    rpId: z.string(),
    allowCredentials: z.tuple([]),
    userVerification: z.literal("preferred"),
    timeout: milliseconds,
  })
  .meta({ description: "PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3" });
export const passkey: z.ZodType<Passkey> = z.object({
  id: z.string().meta({ example: "pky_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  name: z.string().nullable(),
  isSynced: z.boolean().meta({ description: "It can be on more than one device" }),
  createdAt: time,
  lastUsedAt: time.nullable(),
});

export const sent = z.object({ sent: z.literal(true) });
export const leaving = z.object({ url: z.url() });
export const nothing = z.null();

const configFields = {
  authMethods: z.object({
    anonymous: z.object({
      enabled: z.boolean(),
      maxAge: z
        .int()
        .nullable()
        .meta({ description: "Seconds without activity; null keeps guests for good" }),
    }),
    emailPassword: z.boolean(),
    magicLink: z.boolean(),
    passkey: z.boolean(),
    social: z.record(z.string(), z.boolean()),
  }),
  session: z.object({ lifetime: z.int().meta({ description: "Seconds" }) }),
  password: z.object({ minLength: z.int().meta({ description: "Code points" }) }),
  version: z.int(),
  updatedAt: time.nullable(),
  updatedBy: z.string().nullable(),
};

export const dashboardConfig: z.ZodType<wire.DashboardConfig> = z.object(configFields);
export const savedConfig: z.ZodType<wire.SavedConfig> = z.object({
  ...configFields,
  warnings: z.array(z.enum(["MAX_AGE_BELOW_SESSION_LIFETIME"])),
});
export const cleanupReport: z.ZodType<wire.CleanupReport> = z.object({
  deleted: z.int(),
  wouldDelete: z.int(),
  remaining: z.int(),
  kept: z.array(z.object({ userId: z.string(), reason: z.string() })),
  durationMs: z.number(),
});
export const auditEvent: z.ZodType<wire.AuditEvent> = z.object({
  id: z.string(),
  type: z.string().meta({ example: "user.upgraded" }),
  userId: z.string().nullable(),
  actor: z.string(),
  details: z.record(z.string(), z.unknown()),
  createdAt: time,
});
export const reassignReceipt: z.ZodType<wire.ReassignReceipt> = z.object({
  fromUserId: z.string(),
  toUserId: z.string(),
  counts,
});
export const organization: z.ZodType<wire.Organization> = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: time,
});
export const membership: z.ZodType<wire.Membership> = z.object({
  organizationId: z.string(),
  userId: z.string(),
  role: z.enum(["owner", "admin", "member"]),
  createdAt: time,
});
export const deleted = z.object({ deleted: z.literal(true) });

const codes = Object.keys(errors) as ErrorCode[];
const details: z.ZodType<ErrorDetails> = z.object({
  fields: z.record(z.string(), z.string()).exactOptional(),
  retryAfter: z.int().exactOptional().meta({ description: "Seconds" }),
});
export const error = z.object({
  code: z.enum(codes),
  message: z.string(),
  status: z.int(),
  details: details.optional(),
});
