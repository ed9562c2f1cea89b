import { z } from "zod";
import { unitNames, units } from "@/lib/api/duration";
import { calendarDay, ownSession, text, visibleText } from "@/lib/api/schemas";
import { byId, maxAge, passwordMinLength, sessionLifetime } from "./management-schemas";
import { keyLifetimes, scopes } from "./scopes";

// What the forms of the admin area send: text only, and an unchecked box sends nothing.

const box = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const amount = z.string().max(100, "Enter a whole number");
const unit = z.enum(unitNames, { error: "Choose a unit" });

/** Digits as a number; NaN, with words for the field, for anything else. */
function whole(text: string, field: string, ctx: z.core.$RefinementCtx): number {
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text);
  ctx.addIssue({ code: "custom", path: [field], message: "Enter a whole number" });
  return Number.NaN;
}

const rules = z.object({
  maxAge: maxAge.nullable(),
  lifetime: sessionLifetime,
  minLength: passwordMinLength,
});

const settingsFields = z.object({
  step: z.enum(["edit", "review", "save"]),
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  anonymous: box,
  emailAndSecret: box,
  magicLink: box,
  passkey: box, // eject: passkeys
  expiry: z.enum(["never", "after"], { error: "Choose one" }),
  maxAgeAmount: amount,
  maxAgeUnit: unit,
  lifetimeAmount: amount,
  lifetimeUnit: unit,
  minLength: amount,
});

/**
 * The settings as a form: `step` says whether it is looked at once more, shown with what it would do, or saved. Each provider has a box by
 * its own id, and is in `social` where that is checked. Errors of the three numbers are named `maxAge`, `lifetime` and `minLength`.
 */
export const settingsForm = settingsFields.catchall(z.literal("on")).transform((form, ctx) => {
  const numbers = rules.safeParse({
    maxAge: form.expiry === "never" ? null : whole(form.maxAgeAmount, "maxAge", ctx) * units[form.maxAgeUnit],
    lifetime: whole(form.lifetimeAmount, "lifetime", ctx) * units[form.lifetimeUnit],
    minLength: whole(form.minLength, "minLength", ctx),
  });
  if (!numbers.success) {
    for (const { path, message } of numbers.error.issues) ctx.addIssue({ code: "custom", path, message });
    return z.NEVER;
  }
  const { maxAge, lifetime, minLength } = numbers.data;
  const checked = Object.keys(form).filter((name) => !(name in settingsFields.shape));
  return {
    step: form.step,
    wanted: {
      authMethods: {
        anonymous: { enabled: form.anonymous, maxAge },
        emailPassword: form.emailAndSecret,
        magicLink: form.magicLink,
        passkey: form.passkey, // eject: passkeys
        social: Object.fromEntries(checked.map((id) => [id, true])),
      },
      session: { lifetime },
      password: { minLength },
      version: form.version,
    },
  };
});

export const apiKeyName = visibleText(100, "Enter a name");

/** A box for each scope, by its own name. `lifetime` is in seconds, null for a key that never expires. */
export const apiKeyForm = z
  .object({
    name: apiKeyName,
    expiry: z.enum(["never", ...keyLifetimes], { error: "Choose one" }).default("never"),
  })
  .catchall(z.literal("on"))
  .transform(({ name, expiry, ...boxes }, ctx) => {
    const chosen = scopes.filter((scope) => boxes[scope] === "on");
    const lifetime = expiry === "never" ? null : Number(expiry) * units.days;
    if (chosen.length > 0) return { name, scopes: chosen, lifetime };
    ctx.addIssue({ code: "custom", path: ["scopes"], message: "Choose at least one" });
    return z.NEVER;
  });

export const personDeletion = z.strictObject({
  ...byId.shape,
  confirm: z.literal("on", { error: "Check the box to confirm" }),
});

export const sessionRevocation = z.strictObject({ ...byId.shape, sessionId: ownSession.shape.id });

export const linkForm = z.strictObject({ ...byId.shape, link: z.enum(["verify-email", "reset-password"]) });

export const roleForm = z.strictObject({ ...byId.shape, role: z.enum(["user", "admin"]) });

// What the addresses of the admin area's lists say. Anything invalid is left out.

/** One line of text, or none. */
const words = text(200).catch("");
const after = z.string().max(200).optional().catch(undefined);

export const peopleQuery = z.object({
  search: words,
  kind: z.enum(["all", "guests", "accounts"]).catch("all"),
  sort: z.enum(["created", "active"]).catch("created"),
  after,
});

/** A day in UTC as its first moment; null for none. */
const day = calendarDay
  .transform((value) => new Date(`${value}T00:00:00.000Z`))
  .nullable()
  .catch(null);

/** `user` is an id or an email; `from` and `to` are days in UTC, both of them included. */
export const auditQuery = z.object({
  type: z
    .string()
    .regex(/^[\w.]{1,64}$/)
    .optional()
    .catch(undefined),
  user: words,
  from: day,
  to: day,
  after,
});

export const keysQuery = z.object({ after });
