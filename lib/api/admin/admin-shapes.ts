import { z } from "zod";
import { counts, time } from "@/lib/api/shapes";

const config = z.object({
  authMethods: z.object({
    anonymous: z.object({
      enabled: z.boolean(),
      maxAge: z.int().nullable().meta({ description: "Seconds without activity; null keeps guests forever" }),
    }),
    emailPassword: z.boolean(),
    magicLink: z.boolean(),
    passkey: z.boolean(), // eject: passkeys
    social: z.record(z.string(), z.boolean()),
  }),
  session: z.object({
    lifetime: z.int().meta({ description: "Seconds without a request" }),
    guestLifetime: z
      .int()
      .nullable()
      .meta({ description: "Seconds, for guests; null is the same as lifetime" }),
  }),
  password: z.object({ minLength: z.int().meta({ description: "Code points" }) }),
});
/** The settings in force. */
export type Config = z.output<typeof config>;

/** The settings with their history. Version 0 is the defaults, before anybody saved. */
export const dashboardConfig = z.object({
  ...config.shape,
  version: z.int(),
  updatedAt: time.nullable(),
  updatedBy: z.string().nullable(),
});
export type DashboardConfig = z.output<typeof dashboardConfig>;

/** `warnings` names what was saved although it may surprise. */
export const savedConfig = z.object({
  ...dashboardConfig.shape,
  warnings: z.array(z.enum(["MAX_AGE_BELOW_SESSION_LIFETIME"])),
});
export type SavedConfig = z.output<typeof savedConfig>;

/** What a cleanup did, or would do. `kept` names some guests who are as old but stay, and why. */
export const cleanupReport = z.object({
  deleted: z.int(),
  wouldDelete: z.int().meta({ description: "What a real run would delete; 0 after one" }),
  remaining: z.int(),
  kept: z.array(z.object({ userId: z.string(), reason: z.string() })),
  durationMs: z.number(),
});
export type CleanupReport = z.output<typeof cleanupReport>;

/** `userId` is the user the event is about, or null; `actor` is who acted. */
export const auditEvent = z.object({
  id: z.string(),
  type: z.string().meta({ example: "user.upgraded" }),
  userId: z.string().nullable(),
  actor: z.string(),
  details: z.record(z.string(), z.unknown()),
  createdAt: time,
});
export type AuditEvent = z.output<typeof auditEvent>;

/** What one user gave to another, by kind. */
export const reassignReceipt = z.object({ fromUserId: z.string(), toUserId: z.string(), counts });
export type ReassignReceipt = z.output<typeof reassignReceipt>;

export const deleted = z.object({ deleted: z.literal(true) });
