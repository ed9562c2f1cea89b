import { z } from "zod";
import { socialProviders } from "./social";

// What may come in at the owner's side. `schemas.ts` says how an issue's message is read.

const toggle = z.boolean({ error: "true or false" }).exactOptional();
const day = 24 * 60 * 60;

/** Seconds of inactivity; a guest's activity is written down once a minute at most. */
const maxAge = z
  .int({ error: "Whole seconds" })
  .min(60, "At least 60 seconds")
  .max(3650 * day, "At most ten years");

const anonymous = z.union(
  [
    z.boolean().transform((enabled) => ({ enabled })),
    z.strictObject({ enabled: toggle, maxAge: maxAge.nullable().exactOptional() }),
  ],
  { error: "true, false, or { enabled, maxAge } with maxAge in whole seconds, at least 60" },
);

const social = z.partialRecord(
  z.enum(socialProviders, { error: "Unknown provider" }),
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
        social: social.exactOptional(),
      })
      .exactOptional(),
    session: z
      .strictObject({
        lifetime: z
          .int({ error: "Whole seconds" })
          .min(60, "At least 60 seconds")
          .max(90 * day, "At most 90 days")
          .exactOptional(),
      })
      .exactOptional(),
    password: z
      .strictObject({
        minLength: z
          .int({ error: "A whole number" })
          .min(8, "At least 8")
          .max(64, "At most 64")
          .exactOptional(),
      })
      .exactOptional(),
    version: z.int({ error: "A whole number" }).exactOptional(),
    updatedAt: z.string().nullish(),
    updatedBy: z.string().nullish(),
  })
  .transform(({ updatedAt: _at, updatedBy: _by, ...change }) => change);
